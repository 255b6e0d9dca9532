"use client";

import { Clock, FlaskConical, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { daysBetween, useTimeText } from "@/components/ui/time-text";
import { toastDone } from "@/components/ui/toaster";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";
import { control, useVirtualNow } from "./simulator-data";
import { usersSchema } from "./simulator-wire";
import { change, useAct } from "./use-act";

const JUMPS = [
	{ name: "minute", ms: MINUTE_MS },
	{ name: "halfHour", ms: 30 * MINUTE_MS },
	{ name: "almostTwoDays", ms: 47 * HOUR_MS },
] as const;

/** What this page is, the virtual time, and the way back to the beginning. */
export function SimulatorHeader({ onReset }: ResetProps) {
	const t = useTranslations("simulator");
	const act = useAct();
	const [busy, setBusy] = useState(false);
	const [spoken, setSpoken] = useState("");

	async function jump({ name, ms }: (typeof JUMPS)[number]) {
		if (busy) return;
		setBusy(true);
		const done = await act(() => change("/clock", { advanceSeconds: ms / SECOND_MS }));
		setBusy(false);
		if (done) setSpoken(t("clock.jumped", { length: t(`clock.length.${name}`) }));
	}

	return (
		<header className="flex min-h-14 flex-none flex-wrap items-center gap-x-3 gap-y-2 border-b border-line pr-5 pl-6 max-md:py-2 max-md:pr-3 max-md:pl-4">
			<h1 className="text-18 font-semibold">{t("title")}</h1>
			<Chip tone="warn" icon={FlaskConical}>
				{t("testData")}
			</Chip>
			<span className="flex-1 max-md:hidden" />
			<VirtualTime />
			{/* Who sees reads the new time; who hears is told. */}
			<p role="status" className="sr-only">
				{spoken}
			</p>
			<fieldset className="flex" aria-label={t("clock.jump")}>
				{JUMPS.map((option, at) => (
					<Button
						key={option.name}
						size="sm"
						onClick={() => void jump(option)}
						className={classNames(
							"-ml-px rounded-none px-2.5 max-sm:h-11",
							at === 0 && "ml-0 rounded-l-control",
							at === JUMPS.length - 1 && "rounded-r-control",
						)}
					>
						{t(`clock.by.${option.name}`)}
					</Button>
				))}
			</fieldset>
			<Reset onReset={onReset} />
		</header>
	);
}

function VirtualTime() {
	const t = useTranslations("simulator.clock");
	const text = useTimeText();
	const now = useVirtualNow();
	const real = useNow();
	if (now === null || real === null) return null;
	const at = new Date(now);
	const elsewhere = daysBetween(at, new Date(real)) !== 0;
	return (
		<span className="flex items-center gap-1.5 text-12 text-fg-2">
			<Clock size={14} strokeWidth={1.75} aria-hidden />
			{t("now", { time: elsewhere ? `${text.date(at).slice(5)} ${text.clock(at)}` : text.clock(at) })}
		</span>
	);
}

interface ResetProps {
	/** Told before and after: in between nobody exists who could be asked for. */
	onReset: (underWay: boolean) => void;
}

function Reset({ onReset }: ResetProps) {
	const t = useTranslations();
	const act = useAct();
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);

	async function reset() {
		setBusy(true);
		onReset(true);
		const done = await act(resetWorld);
		onReset(false);
		setBusy(false);
		setAsking(false);
		if (done) toastDone(t("simulator.reset.done"));
	}

	return (
		<>
			<Button size="sm" onClick={() => setAsking(true)} className="max-sm:h-11">
				<RotateCcw size={14} strokeWidth={1.75} aria-hidden />
				{t("simulator.reset.action")}
			</Button>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title={t("simulator.reset.title")}
				cancelLabel={t("common.cancel")}
				confirmLabel={t("simulator.reset.confirm")}
				busy={busy}
				onConfirm={() => void reset()}
			>
				{t("simulator.reset.text")}
			</ConfirmDialog>
		</>
	);
}

/** Forgets what happened, but not who there is: the console knows these customers by their openids. */
async function resetWorld(): Promise<void> {
	const users = await control(usersSchema, "/users");
	await change("/reset");
	for (const { id, nick } of users) await change("/users", { id, nick });
}
