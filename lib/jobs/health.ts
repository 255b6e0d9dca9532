import { rows } from "@/lib/db";

export interface Health {
	status: "ok" | "down";
	/** What is down; empty when all is well. */
	down: string[];
}

/** Asks the database; everything else is derived from it. */
export async function checkHealth(): Promise<Health> {
	const isUp = await rows({ text: "SELECT 1" }).then(
		() => true,
		() => false,
	);
	return isUp ? { status: "ok", down: [] } : { status: "down", down: ["database"] };
}
