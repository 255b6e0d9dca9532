import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FirstRunScreen } from "@/components/first-run/first-run-screen";
import { InboxScreen } from "@/components/inbox/inbox-screen";
import { INBOX_PATH, type InboxParameters, inOrder, toInboxLocation } from "@/components/inbox/inbox-url";
import { toServerQuery } from "@/components/inbox/server-query";
import { findFirstRun } from "@/lib/admin/first-run";
import { getPreferences } from "@/lib/auth/preferences";
import { requireSession } from "@/lib/auth/session";
import { isSimulated } from "@/lib/channels/simulated";
import { listConversations } from "@/lib/conversations/list";
import { sync } from "@/lib/conversations/sync";

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations();
	return { title: `${t("rail.inbox")} · ${t("app.name")}` };
}

export default async function InboxPage({ searchParams }: { searchParams: Promise<InboxParameters> }) {
	const { agent, scope } = await requireSession();
	const firstRun = await findFirstRun(scope.channelIds);
	if (firstRun)
		return <FirstRunScreen {...firstRun} canConnect={agent.role === "admin"} simulatorOn={isSimulated()} />;
	const { sorts } = await getPreferences(agent.id);
	const { openId: _, ...query } = inOrder(toInboxLocation(INBOX_PATH, await searchParams), sorts);
	const now = new Date();
	// The cursor comes first: what changes while the rest is read is then synced, never missed.
	const { cursor } = await sync(scope, {}, now);
	const list = await listConversations(scope, toServerQuery(query), now);
	return <InboxScreen me={{ id: agent.id, name: agent.name }} seed={{ cursor, query, list, opened: null }} />;
}
