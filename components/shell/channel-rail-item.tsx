"use client";

import { Plug } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useAlarms } from "@/components/live/alarms";
import { classNames } from "@/components/ui/class-names";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";
import { useMediaQuery } from "@/components/ui/media-query";
import { Popover } from "@/components/ui/popover";
import { useEraseTasks } from "./channel-data";
import { useChannelPanel } from "./channel-panel";
import { ChannelTroubles } from "./channel-troubles";

const Dialog = dialogOnDemand(async () => (await import("@/components/ui/dialog")).Dialog);

/** The channels in the rail, for administrators: a red dot when one needs them, and what to do about it. */
export function ChannelRailItem({ className }: { className: string }) {
	const t = useTranslations();
	const { canMend, open, setOpen } = useChannelPanel();
	const alarms = useAlarms();
	const { tasks, refresh } = useEraseTasks(canMend);
	const phone = useMediaQuery("(max-width: 639px)", false);
	const before = useRef<HTMLElement | null>(null);
	const leftByPointer = useRef(false);
	useEffect(() => {
		if (open) refresh();
	}, [open, refresh]);
	if (!canMend) return null;

	const count = alarms.length + tasks.length;
	const title = t("alarm.title");
	const list = <ChannelTroubles alarms={alarms} tasks={tasks} onErased={refresh} />;
	const face = (
		<>
			<Plug size={20} strokeWidth={1.6} aria-hidden />
			{t("alarm.rail")}
			{count > 0 && (
				<span
					aria-hidden
					className="absolute top-[7px] right-[13px] size-2 rounded-full bg-badge max-sm:right-auto max-sm:left-[calc(50%+6px)] forced-colors:border"
				/>
			)}
		</>
	);
	const look = classNames(className, open && "bg-surface shadow-[0_0_0_1px_var(--line)]");
	const name = count > 0 ? t("alarm.railTrouble", { count }) : undefined;
	if (phone)
		return (
			<>
				<button type="button" aria-label={name} onClick={() => setOpen(true)} className={look}>
					{face}
				</button>
				<Dialog open={open} onOpenChange={setOpen} title={title} closeLabel={t("common.close")} sheet>
					{list}
				</Dialog>
			</>
		);
	return (
		<Popover
			open={open}
			onOpenChange={setOpen}
			label={title}
			side="right"
			align="start"
			away={10}
			trigger={
				<button type="button" aria-label={name} className={look}>
					{face}
				</button>
			}
			// It may be opened from afar: the focus goes back there, unless somebody has pressed something else.
			onOpenAutoFocus={() => {
				before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
				leftByPointer.current = false;
			}}
			onInteractOutside={() => {
				leftByPointer.current = true;
			}}
			onClosed={() => {
				if (!leftByPointer.current) before.current?.focus();
			}}
			className="block w-[400px] max-w-[calc(100vw-80px)] overflow-y-auto"
		>
			<h2 className="border-b border-line px-4 py-3 text-14 font-semibold">{title}</h2>
			{list}
		</Popover>
	);
}
