import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FirstRunScreen } from "@/components/first-run/first-run-screen";
import { INBOX_PATH, type InboxParameters, inOrder, toInboxLocation } from "@/components/inbox/inbox-url";
import { OpenedInboxScreen } from "@/components/inbox/opened-inbox-screen";
import { toServerQuery } from "@/components/inbox/server-query";
import { findFirstRun } from "@/lib/admin/first-run";
import { getPreferences } from "@/lib/auth/preferences";
import { requireSession } from "@/lib/auth/session";
import { isSimulated } from "@/lib/channels/simulated";
import { listConversations } from "@/lib/conversations/list";
import { sync } from "@/lib/conversations/sync";
import { getConversation, openThread } from "@/lib/conversations/thread";
import { AppError } from "@/lib/errors";

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations();
	return { title: `${t("rail.inbox")} · ${t("app.name")}` };
}

interface ConversationPageProps {
	params: Promise<{ conversationId: string }>;
	searchParams: Promise<InboxParameters>;
}

export default async function ConversationPage({ params, searchParams }: ConversationPageProps) {
	const { agent, scope } = await requireSession();
	const firstRun = await findFirstRun(scope.channelIds);
	if (firstRun)
		return <FirstRunScreen {...firstRun} canConnect={agent.role === "admin"} simulatorOn={isSimulated()} />;
	const { conversationId } = await params;
	const { sorts } = await getPreferences(agent.id);
	const { openId: _, messageId, ...query } = inOrder(toInboxLocation(INBOX_PATH, await searchParams), sorts);
	const now = new Date();
	// The cursor comes first: what changes while the rest is read is then synced, never missed.
	const { cursor } = await sync(scope, {}, now);
	const [list, detail, messages] = await Promise.all([
		listConversations(scope, toServerQuery(query), now),
		getConversation(scope, conversationId, now),
		openThread(scope, conversationId, messageId),
	]).catch((error: unknown) => {
		if (error instanceof AppError && error.code === "not_found") notFound();
		throw error;
	});
	return (
		<OpenedInboxScreen
			me={{ id: agent.id, name: agent.name }}
			seed={{ cursor, query, list, opened: { detail, messages } }}
		/>
	);
}
