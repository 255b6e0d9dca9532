/** What somebody needs to know who has no channel to look at yet. */
import { isPublicAddress } from "@/lib/address";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";

export interface FirstRun {
	/** There are channels, but none for this person. */
	elsewhere: boolean;
	/** Who can change that, by name. */
	admins: string[];
	/** How many people may sign in. */
	people: number;
	/** Under which WeChat and everybody else reach the console. */
	address: string;
	/** WeChat pushes to https on the public internet; a name of this machine or this network is neither. */
	addressIsPublic: boolean;
}

/** Null for whoever sees a channel. `channelIds` are those in their scope, null for all. */
export async function findFirstRun(channelIds: string[] | null): Promise<FirstRun | null> {
	if (channelIds !== null && channelIds.length > 0) return null;
	const channel = await getPrisma().channel.findFirst({ select: { id: true } });
	if (channel && channelIds === null) return null;
	const agents = await getPrisma().agent.findMany({
		where: { disabledAt: null },
		select: { name: true, role: true },
		orderBy: { createdAt: "asc" },
	});
	const address = env().NEXTAUTH_URL;
	return {
		elsewhere: channel !== null,
		admins: agents.filter(({ role }) => role === "admin").map(({ name }) => name),
		people: agents.length,
		address: new URL(address).origin,
		addressIsPublic: isPublicHttps(address),
	};
}

/** Whether WeChat could push to an address, by its name alone: nobody is asked. */
export function isPublicHttps(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	if (protocol !== "https:") return false;
	const numeric = /^[\d.]+$|^\[/.test(hostname);
	return numeric ? isPublicAddress(hostname.replace(/^\[|\]$/g, "")) : hostname.includes(".");
}
