"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRecords } from "@/components/conversation/records";
import { AssignPopover } from "@/components/team/assign-popover";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { AgentRef } from "@/lib/conversations/schema";
import type { BulkAct } from "./bulk-effects";
import { useTags } from "./tag-data";

interface BulkBarProps {
	selected: string[];
	me: AgentRef;
	busy: boolean;
	onAct: (act: BulkAct) => void;
	onAll: () => void;
	onClear: () => void;
}

/** What can be done with all chosen rows, below the list. */
export function BulkBar({ selected, me, busy, onAct, onAll, onClear }: BulkBarProps) {
	const t = useTranslations();
	return (
		<div
			role="toolbar"
			aria-label={t("bulk.label")}
			onKeyDown={(event) => {
				// A menu that is open takes it first.
				if (event.key === "Escape" && !event.defaultPrevented) onClear();
			}}
			className="flex flex-none flex-wrap items-center gap-1.5 border-t border-line bg-surface px-3 py-2"
		>
			<span role="status" className="text-12 font-medium whitespace-nowrap">
				{t("bulk.count", { count: selected.length })}
			</span>
			<Button size="xs" look="ghost" onClick={onAll}>
				{t("bulk.all")}
			</Button>
			<span className="flex-1" />
			<Button size="sm" className="max-sm:h-11" busy={busy} onClick={() => onAct({ kind: "close" })}>
				{t("header.end")}
			</Button>
			<AssignAll me={me} onAssign={(to) => onAct({ kind: "assign", to })} />
			<TagAll selected={selected} onTag={(tag, on) => onAct({ kind: "tag", tag, on })} />
			<IconButton
				label={t("bulk.clear")}
				keyHint="Esc"
				onClick={onClear}
				icon={<X size={16} strokeWidth={1.75} aria-hidden />}
			/>
		</div>
	);
}

function AssignAll({ me, onAssign }: { me: AgentRef; onAssign: (to: AgentRef | null) => void }) {
	const t = useTranslations("bulk");
	const [open, setOpen] = useState(false);
	return (
		<AssignPopover
			open={open}
			onOpenChange={setOpen}
			channelId={null}
			me={me}
			assignee={null}
			withQueue
			note="none"
			side="top"
			onAssign={onAssign}
			trigger={
				<Button size="sm" className="max-sm:h-11">
					{t("assign")}
				</Button>
			}
		/>
	);
}

/** A tag that all have is taken off, any other is put on. */
function TagAll({ selected, onTag }: { selected: string[]; onTag: (tag: string, on: boolean) => void }) {
	const t = useTranslations();
	const records = useRecords();
	const tags = useTags() ?? [];
	const hasAll = (tag: string) => selected.every((id) => records.conversation(id)?.tags.includes(tag));
	return (
		<Menu
			label={t("customer.tags")}
			side="top"
			trigger={
				<Button size="sm" className="max-sm:h-11">
					{t("customer.tags")}
				</Button>
			}
		>
			{tags.length === 0 && <MenuLabel>{t("bulk.noTags")}</MenuLabel>}
			{tags.map(({ id, name }) => (
				<MenuItem key={id} checked={hasAll(name)} onSelect={() => onTag(name, !hasAll(name))}>
					{name}
				</MenuItem>
			))}
		</Menu>
	);
}
