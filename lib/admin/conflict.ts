import { AppError } from "@/lib/errors";

/** What a unique key of the database refuses, said of the field that must be another. @throws AppError `conflict` */
export async function toConflict<Result>(field: string, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && (cause.code === "23505" || cause.code === "P2002")) {
			throw new AppError("conflict", {
				message: `the ${field} is taken`,
				cause,
				details: { fields: { [field]: "taken" } },
			});
		}
		throw cause;
	}
}
