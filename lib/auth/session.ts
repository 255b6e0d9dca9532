/** Who is asking. The cookie says who; Postgres says whether they still may. */
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import type { SignedInAgent } from "@/lib/auth/next-auth";
import { authOptions } from "@/lib/auth/options";
import { AppError } from "@/lib/errors";

export interface SignedIn {
	agent: SignedInAgent;
	/** What they may see: the argument of everything in lib/conversations. */
	scope: { agent: { id: string; name: string }; channelIds: string[] | null };
}

/** Read once a request, however many ask. @throws AppError `database_unavailable`: nobody knows whether they may */
export const findSession = cache(async (): Promise<SignedIn | null> => {
	const session = await getServerSession(authOptions());
	if (session?.unavailable) throw new AppError("database_unavailable");
	const agent = session?.agent;
	if (!agent) return null;
	return { agent, scope: { agent: { id: agent.id, name: agent.name }, channelIds: agent.channelIds } };
});

/** For pages: whoever is not signed in is sent to sign in. */
export async function requireSession(): Promise<SignedIn> {
	return (await findSession()) ?? redirect("/sign-in");
}
