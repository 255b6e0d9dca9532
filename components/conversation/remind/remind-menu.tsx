"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { useShortcut } from "@/components/shell/shortcuts";
import { classNames } from "@/components/ui/class-names";
import { useClock } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { onDemand } from "@/components/ui/on-demand";
import { useTimeText } from "@/components/ui/time-text";
import { remindTimes } from "./remind-times";

const RemindDialog = onDemand(async () => (await import("./remind-dialog")).RemindDialog);

interface RemindMenuProps {
	/** When it comes back; null while it is in the queue. */
	until: string | null;
	/** Null takes it back. */
	onRemind: (until: Date | null) => void;
}

/** Puts the conversation away until a time that is chosen here. */
export function RemindMenu({ until, onRemind }: RemindMenuProps) {
	const t = useTranslations("remind");
	const text = useTimeText();
	const clock = useClock();
	const [open, setOpen] = useState(false);
	const [choosing, setChoosing] = useState(false);
	useShortcut("remind", () => setOpen(true));
	const now = new Date(clock.now());
	return (
		<>
			<Menu
				label={t("label")}
				open={open}
				onOpenChange={setOpen}
				trigger={
					<IconButton
						label={t("label")}
						keyHint={keyHintOf("remind")}
						className={classNames(
							until !== null && "bg-warn-tint text-warn-fg hover:bg-warn-tint hover:text-warn-fg",
						)}
						icon={<BellRing size={16} strokeWidth={1.75} aria-hidden />}
					/>
				}
			>
				<MenuLabel>{t("label")}</MenuLabel>
				{open &&
					remindTimes(now).map(({ choice, at }) => (
						<MenuItem
							key={choice}
							note={choice === "inAnHour" ? text.clock(at) : undefined}
							onSelect={() => onRemind(at)}
						>
							{t(`choice.${choice}`, { time: text.clock(at) })}
						</MenuItem>
					))}
				<MenuItem onSelect={() => setChoosing(true)}>{t("choose")}</MenuItem>
				{until !== null && (
					<>
						<MenuSeparator />
						<MenuItem onSelect={() => onRemind(null)}>{t("cancel")}</MenuItem>
					</>
				)}
			</Menu>
			{choosing && (
				<RemindDialog
					first={until === null ? (remindTimes(now).at(-1)?.at ?? now) : new Date(until)}
					onChoose={onRemind}
					onClose={() => setChoosing(false)}
					onFailed={() => setChoosing(false)}
				/>
			)}
		</>
	);
}
