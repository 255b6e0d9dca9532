import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NoChannel } from "@/components/simulator/no-channel";
import { SimulatorScreen } from "@/components/simulator/simulator-screen";
import { requireSession } from "@/lib/auth/session";
import { listMiniPrograms } from "@/lib/channels/mini-programs";
import { isSimulated } from "@/lib/channels/simulated";
import { listConversations } from "@/lib/conversations/list";
import { listQuerySchema, messagesQuerySchema } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";
import { getConversation, listMessages } from "@/lib/conversations/thread";

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations();
	return { title: `${t("simulator.title")} · ${t("app.name")}` };
}

interface SimulatorPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SimulatorPage({ searchParams }: SimulatorPageProps) {
	// The layout says no as well, but both are asked at the same time.
	if (!isSimulated()) notFound();
	const { agent, scope } = await requireSession();
	const [first, ...others] = await listMiniPrograms(scope.channelIds);
	if (!first) return <NoChannel />;
	const { channel, customer } = await searchParams;
	const now = new Date();
	// The cursor comes first: what changes while the rest is read is then synced, never missed.
	const { cursor } = await sync(scope, {}, now);
	const asked = listQuerySchema.safeParse({ channel, q: customer, limit: 1 });
	// Without a customer in the address: who has just written is the most likely one to be played.
	const newest = asked.success ? (await listConversations(scope, asked.data, now)).items[0] : undefined;
	const openid = typeof customer === "string" ? customer : (newest?.customer.openid ?? null);
	return (
		<SimulatorScreen
			channels={[first, ...others]}
			choice={{ channelId: newest?.channel.id ?? asked.data?.channel ?? first.id, openid }}
			me={{ id: agent.id, name: agent.name }}
			cursor={cursor}
			opened={newest ? await readOpened(scope, newest.id, now) : null}
		/>
	);
}

async function readOpened(scope: Scope, conversationId: string, now: Date) {
	const [detail, messages] = await Promise.all([
		getConversation(scope, conversationId, now),
		listMessages(scope, conversationId, messagesQuerySchema.parse({})),
	]);
	return { detail, messages };
}
