"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AvatarFrame } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { MODES } from "@/lib/conversations/names";
import type { ConversationItem, Mode } from "@/lib/conversations/schema";
import { MODE_ICON, stateLook } from "./mode-look";
import { useModeHint, useModeName } from "./mode-text";

const TINT: Record<Mode, string> = {
	bot: "bg-bot-tint text-bot-fg",
	agent: "bg-accent-tint text-accent-fg",
	transfer: "bg-xfer-tint text-xfer-fg",
};

interface ModeSheetProps {
	conversation: Pick<ConversationItem, "mode" | "status" | "channel" | "assignee">;
	onChoose: (mode: Mode) => void;
}

/** On phones: the mode as a chip that opens a sheet with the three, each explained. */
export function ModeSheet({ conversation, onChoose }: ModeSheetProps) {
	const t = useTranslations();
	const [open, setOpen] = useState(false);
	const nameOf = useModeName(conversation.channel.kind);
	const hintOf = useModeHint(conversation);
	const look = stateLook(conversation);
	const word = t(`mode.chip.${look.word}`);

	function choose(mode: Mode) {
		setOpen(false);
		if (mode !== conversation.mode || conversation.status === "closed") onChoose(mode);
	}

	return (
		<>
			<button
				type="button"
				aria-label={t("mode.change", { mode: word })}
				onClick={() => setOpen(true)}
				className="-my-2 inline-flex h-10 flex-none items-center gap-1 rounded-control pr-1"
			>
				<Chip tone={look.tone} icon={look.icon}>
					{word}
				</Chip>
				<ChevronDown size={14} strokeWidth={2} aria-hidden />
			</button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={t("mode.label")}
				closeLabel={t("common.close")}
				sheet
				crossless
			>
				<div role="radiogroup" aria-label={t("mode.label")}>
					{MODES.map((mode) => {
						const Icon = MODE_ICON[mode];
						const chosen = conversation.status === "open" && mode === conversation.mode;
						return (
							// biome-ignore lint/a11y/useSemanticElements: a native radio switches on every arrow key; a mode must not change by walking past it.
							<button
								key={mode}
								type="button"
								role="radio"
								aria-checked={chosen}
								onClick={() => choose(mode)}
								className={classNames(
									"flex w-full items-center gap-3.5 px-5 py-2.5 text-left",
									chosen && "bg-selected",
								)}
							>
								<AvatarFrame size={40} shape="round" className={TINT[mode]}>
									<Icon size={20} strokeWidth={1.6} />
								</AvatarFrame>
								<span className="min-w-0 flex-1">
									<span className="block text-14 font-medium">{nameOf(mode)}</span>
									<span className="block text-12 text-fg-3">{hintOf(mode)}</span>
								</span>
								<span
									aria-hidden
									className={classNames(
										"size-4 flex-none rounded-full border-[1.5px] border-control bg-surface",
										chosen && "border-[5px] border-accent",
									)}
								/>
							</button>
						);
					})}
				</div>
				<div className="px-5 pt-3">
					<Button size="touch" className="w-full" onClick={() => setOpen(false)}>
						{t("common.cancel")}
					</Button>
				</div>
			</Dialog>
		</>
	);
}
