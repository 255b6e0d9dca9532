"use client";

import { useTranslations } from "next-intl";
import { Pips } from "@/components/conversation/pips";
import type { WindowState } from "@/components/conversation/reply-window";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { shortDuration } from "@/components/ui/time-text";
import type { SendMode } from "../send-plan";
import type { CardFault } from "./card-draft";
import { useFaultText } from "./fault-text";
import type { CardShown } from "./field-cards";

/** What may still be sent; the open window is null where replies are held. */
export interface CardWindow {
	open: Extract<WindowState, { kind: "open" }> | null;
	mode: SendMode;
}

interface CardFooterProps {
	type: CardShown["type"];
	window: CardWindow;
	fault: CardFault | null;
	/** Nothing is chosen. */
	empty: boolean;
	onInsert: () => void;
	onSend: () => void;
}

const ARROWS = ["↑", "↓", "←", "→"];

/** What it costs, and the two ways to go on. With something missing the buttons say so and lead there. */
export function CardFooter({
	type,
	window: { open, mode },
	fault,
	empty,
	onInsert,
	onSend,
}: CardFooterProps) {
	const t = useTranslations("composer");
	const faultText = useFaultText();
	const word =
		mode === "now"
			? t(type === "link" ? "cards.sendLink" : "cards.send")
			: t(mode === "hold" ? "hold" : "sendQueued");
	return (
		<>
			<span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 text-12 text-fg-2">
				{open ? (
					<>
						<span className="flex items-center gap-1.5 max-sm:hidden">
							<span className="text-accent">
								<Pips remaining={open.remaining} limit={open.limit} size={5} />
							</span>
							<span>
								{t.rich("cards.left", {
									remaining: open.remaining,
									left: shortDuration(open.leftMs),
									b: (text) => <b className="text-fg">{text}</b>,
								})}
							</span>
						</span>
						{t("afterSend", { count: open.remaining - 1 })}
					</>
				) : (
					t("cards.heldUntil")
				)}
				{fault && (
					<span role="status" className="text-warn-fg">
						{faultText(fault)}
					</span>
				)}
			</span>
			<span aria-hidden className="flex items-center gap-[3px] text-12 text-fg-3 max-sm:hidden">
				{ARROWS.map((key) => (
					<Kbd key={key}>{key}</Kbd>
				))}
				<span className="pl-1">{t("cards.choose")}</span>
			</span>
			<Button onClick={onInsert} disabled={empty} aria-disabled={fault !== null} className="max-sm:h-11">
				{t("cards.insert")}
			</Button>
			<Button
				look="primary"
				onClick={onSend}
				disabled={empty}
				aria-disabled={fault !== null}
				className="aria-disabled:opacity-60 max-sm:h-11"
			>
				{word}
				<span aria-hidden className="max-sm:hidden">
					<Kbd onAccent>⌘⏎</Kbd>
				</span>
			</Button>
		</>
	);
}
