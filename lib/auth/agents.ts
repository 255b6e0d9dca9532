import { getPrisma } from "@/lib/db";

/** Everybody who can be given a conversation. */
export const listColleagues = (): Promise<{ id: string; name: string }[]> =>
	getPrisma().agent.findMany({
		where: { disabledAt: null },
		orderBy: { name: "asc" },
		select: { id: true, name: true },
	});
