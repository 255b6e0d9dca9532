import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NoChannel } from "@/components/simulator/no-channel";
import { SimulatorScreen } from "@/components/simulator/simulator-screen";
import { requireSession } from "@/lib/auth/session";
import { listMiniPrograms } from "@/lib/channels/mini-programs";
import { isSimulated } from "@/lib/channels/simulated";
import { listConversations } from "@/lib/conversations/list";
import { listQuerySchema } from "@/lib/conversations/schema";
import { sync } from "@/lib/conversations/sync";

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
	const { channel, customer } = await searchParams;
	const now = new Date();
	const { cursor } = await sync(scope, {}, now);
	const [[first, ...others], newest] = await Promise.all([
		listMiniPrograms(scope.channelIds),
		listConversations(scope, listQuerySchema.parse({ limit: 1 }), now),
	]);
	if (!first) return <NoChannel />;
	const [item] = newest.items;
	// Somebody who has just written is the most likely one to be played.
	const choice =
		typeof channel === "string"
			? { channelId: channel, openid: typeof customer === "string" ? customer : null }
			: { channelId: item?.channel.id ?? first.id, openid: item?.customer.openid ?? null };
	return (
		<SimulatorScreen
			channels={[first, ...others]}
			choice={choice}
			me={{ id: agent.id, name: agent.name }}
			cursor={cursor}
		/>
	);
}
