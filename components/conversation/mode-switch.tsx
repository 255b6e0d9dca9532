"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";
import { MODES } from "@/lib/conversations/names";
import type { ConversationItem, Mode } from "@/lib/conversations/schema";
import { MODE_ICON } from "./mode-look";
import { useModeName } from "./mode-text";

const CHOSEN: Record<Mode, string> = {
	bot: "bg-bot-tint text-bot-fg shadow-[0_0_0_1px_var(--bot-line)]",
	agent: "bg-accent text-accent-on",
	transfer: "bg-xfer-tint text-xfer-fg shadow-[0_0_0_1px_var(--xfer-line)]",
};

const KEY = { bot: "modeBot", agent: "modeAgent", transfer: "modeTransfer" } as const;

interface ModeSwitchProps {
	conversation: Pick<ConversationItem, "mode" | "status" | "channel">;
	onChoose: (mode: Mode) => void;
}

/** Who answers: bot, agent or transfer. The arrows move the focus; only Space, Enter or a click switch. */
export function ModeSwitch({ conversation, onChoose }: ModeSwitchProps) {
	const t = useTranslations("mode");
	const nameOf = useModeName(conversation.channel.kind);
	const group = useRef<HTMLDivElement>(null);
	const current = conversation.status === "open" ? conversation.mode : null;

	function move(event: KeyboardEvent, from: number) {
		const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
		if (!step) return;
		event.preventDefault();
		const options = group.current?.querySelectorAll<HTMLElement>("[role=radio]");
		options?.[(from + step + MODES.length) % MODES.length]?.focus();
	}

	return (
		<div
			ref={group}
			role="radiogroup"
			aria-label={t("label")}
			className="inline-flex flex-none gap-0.5 rounded-menu bg-hover p-0.5"
		>
			{MODES.map((mode, index) => {
				const Icon = MODE_ICON[mode];
				const chosen = mode === current;
				return (
					<Tooltip key={mode} text={nameOf(mode)} keyHint={keyHintOf(KEY[mode])}>
						{/* biome-ignore lint/a11y/useSemanticElements: a native radio switches on every arrow key; a mode must not change by walking past it. */}
						<button
							type="button"
							role="radio"
							aria-checked={chosen}
							tabIndex={chosen || (current === null && index === 0) ? 0 : -1}
							onKeyDown={(event) => move(event, index)}
							onClick={() => !chosen && onChoose(mode)}
							className={classNames(
								"inline-flex h-6 items-center gap-1 rounded-control px-[9px] text-12 font-medium whitespace-nowrap text-fg-2",
								chosen ? CHOSEN[mode] : "hover:bg-press",
							)}
						>
							<Icon size={13} strokeWidth={2} aria-hidden />
							{nameOf(mode)}
						</button>
					</Tooltip>
				);
			})}
		</div>
	);
}
