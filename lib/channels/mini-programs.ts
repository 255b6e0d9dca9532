import { getPrisma } from "@/lib/db";

/** The Mini Programs among these channels (null: all), by which the simulated phone finds its accounts. */
export async function listMiniPrograms(channelIds: string[] | null) {
	const channels = await getPrisma().channel.findMany({
		where: { kind: "miniprogram", ...(channelIds && { id: { in: channelIds } }) },
		select: { id: true, name: true, appId: true },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	return channels.flatMap(({ appId, ...channel }) => (appId === null ? [] : [{ ...channel, appId }]));
}
