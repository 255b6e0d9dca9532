"use client";

import { Lock, type LucideIcon, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";

export interface Tool {
	label: string;
	icon: LucideIcon;
	keyHint?: string;
	onUse: () => void;
}

interface ToolRowProps {
	tools: readonly Tool[];
	/** Before the others; not on phones, whose keyboards have emoji of their own. */
	emoji: ReactNode;
	/** After the others; on phones the one tool with a place of its own, before the field. */
	last?: Tool;
	/** On phones, where there is no room for tabs. */
	onNote?: () => void;
}

/** The tools of a field: a row of icons, on phones one of them and a menu with the rest. */
export function ToolRow({ tools, emoji, last, onNote }: ToolRowProps) {
	const t = useTranslations("composer");
	return (
		<>
			<span className="contents max-sm:hidden">
				{emoji}
				{tools.map((tool) => (
					<ToolButton key={tool.label} tool={tool} />
				))}
			</span>
			{last && <ToolButton tool={last} className="max-sm:-order-1" />}
			<span className="hidden max-sm:block">
				<Menu
					label={t("moreTools")}
					side="top"
					trigger={
						<IconButton label={t("moreTools")} icon={<Plus size={20} strokeWidth={1.75} aria-hidden />} />
					}
				>
					{tools.map(({ label, icon: Icon, onUse }) => (
						<MenuItem key={label} icon={<Icon size={16} strokeWidth={1.75} aria-hidden />} onSelect={onUse}>
							{label}
						</MenuItem>
					))}
					{onNote && (
						<MenuItem icon={<Lock size={16} strokeWidth={1.75} aria-hidden />} onSelect={onNote}>
							{t("note.tab")}
						</MenuItem>
					)}
				</Menu>
			</span>
		</>
	);
}

function ToolButton({ tool, className }: { tool: Tool; className?: string }) {
	const { label, icon: Icon, keyHint, onUse } = tool;
	return (
		<IconButton
			label={label}
			keyHint={keyHint}
			icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
			onClick={onUse}
			className={className}
		/>
	);
}
