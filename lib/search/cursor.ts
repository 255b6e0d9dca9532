/** Cursors are the place where the last page ended, in a form that the caller need not read. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** The instant at which a page ended: Postgres takes no year before the first. */
export const placeAtSchema = z.iso.datetime().refine((at) => Date.parse(at) >= 0, "before all time");

export const toCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** @throws AppError `bad_request` for a cursor that is not ours, or of another kind of search */
export function parseCursor<Place>(cursor: string, schema: z.ZodType<Place>): Place {
	try {
		return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
	} catch (cause) {
		throw new AppError("bad_request", { message: "the cursor is not one of ours", cause });
	}
}
