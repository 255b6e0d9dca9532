"use client";

import { CircleCheck, Plug, Smartphone, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { Button } from "@/components/ui/button";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";
import { EmptyState } from "@/components/ui/empty-state";
import { FirstCard } from "./first-card";
import { usePractice } from "./use-practice";

const ConnectSteps = dialogOnDemand(async () => (await import("./connect-steps")).ConnectSteps);

interface FirstRunScreenProps {
	canConnect: boolean;
	simulatorOn: boolean;
	/** There are channels, but none for this person. */
	elsewhere: boolean;
	admins: string[];
	people: number;
	address: string;
	addressIsPublic: boolean;
}

/** The whole page while there is no channel to look at: how to get one, and whether the rest is ready. */
export function FirstRunScreen(props: FirstRunScreenProps) {
	const { canConnect, simulatorOn, people, address, addressIsPublic } = props;
	const t = useTranslations("firstRun");
	const [asking, setAsking] = useState(false);
	const practice = usePractice();
	useRefreshOnReturn();
	if (!canConnect || props.elsewhere) return <NotYours {...props} />;
	return (
		<main
			id="thread"
			tabIndex={-1}
			className="flex h-full flex-col items-center overflow-y-auto bg-sunken p-6 outline-none"
		>
			<div className="my-auto w-[760px] max-w-full">
				<h1 className="text-[24px]/8 font-semibold">{t("title")}</h1>
				<p className="mt-1 mb-5 text-14/5.5 text-fg-2">{t(simulatorOn ? "textSimulated" : "text")}</p>
				<div className="grid gap-3 sm:grid-cols-2">
					<FirstCard
						icon={<ChannelGlyph kind="miniprogram" size={20} />}
						tint="bg-accent-tint text-accent-fg"
						title={t("miniProgram.title")}
						text={t("miniProgram.text")}
						time={t("miniProgram.time")}
						action={
							<Button look="primary" onClick={() => setAsking(true)}>
								{t("miniProgram.action")}
							</Button>
						}
					/>
					{simulatorOn && (
						<FirstCard
							icon={<Smartphone size={20} strokeWidth={1.75} aria-hidden />}
							tint="bg-hover text-fg-2"
							title={t("simulator.title")}
							text={t("simulator.text")}
							time={t("simulator.time")}
							action={
								<Button busy={practice.busy} onClick={() => void practice.begin()}>
									{t("simulator.action")}
								</Button>
							}
						/>
					)}
				</div>
				<ul className="mt-3 flex flex-wrap gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-5 py-3">
					<Ready ok>{t("database")}</Ready>
					<Ready ok={addressIsPublic}>{t(addressIsPublic ? "https" : "notPublic", { address })}</Ready>
					<Ready ok={people > 1}>{t(people > 1 ? "people" : "alone", { count: people })}</Ready>
				</ul>
			</div>
			<ConnectSteps open={asking} onOpenChange={setAsking} address={address} />
		</main>
	);
}

function Ready({ ok, children }: { ok: boolean; children: ReactNode }) {
	const Icon = ok ? CircleCheck : TriangleAlert;
	return (
		<li className={ok ? "flex items-center gap-1.5" : "flex items-center gap-1.5 text-warn-fg"}>
			<Icon size={16} strokeWidth={2} aria-hidden className={ok ? "text-ok-fg" : undefined} />
			{children}
		</li>
	);
}

/** For those who cannot connect a channel: who can. */
function NotYours({ elsewhere, admins }: FirstRunScreenProps) {
	const t = useTranslations("firstRun");
	return (
		<main id="thread" tabIndex={-1} className="h-full bg-sunken outline-none">
			<EmptyState
				picture={<Plug size={28} strokeWidth={1.6} aria-hidden className="text-fg-3" />}
				title={t(elsewhere ? "elsewhereTitle" : "agentTitle")}
				text={t(elsewhere ? "elsewhereText" : "agentText", { names: admins.join(t("and")) })}
			/>
		</main>
	);
}

/** What was done elsewhere meanwhile, in another tab or by the API, shows on coming back. */
function useRefreshOnReturn(): void {
	const router = useRouter();
	useEffect(() => {
		const refresh = () => document.visibilityState === "visible" && router.refresh();
		document.addEventListener("visibilitychange", refresh);
		window.addEventListener("focus", refresh);
		return () => {
			document.removeEventListener("visibilitychange", refresh);
			window.removeEventListener("focus", refresh);
		};
	}, [router]);
}
