"use client";

import { useTranslations } from "next-intl";
import { useShowPreferences } from "@/components/preferences/preferences-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { SHORTCUT_GROUPS, shortcutEntries } from "./shortcut-table";

/** All keys at a glance. */
export function ShortcutSheet({
	open,
	onOpenChange,
}: {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}) {
	const t = useTranslations();
	const showPreferences = useShowPreferences();
	function customise() {
		onOpenChange(false);
		showPreferences("keyboard");
	}
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("shortcuts.title")}
			subtitle={<span className="ml-auto truncate max-sm:hidden">{t("shortcuts.windows")}</span>}
			closeLabel={t("common.close")}
			// Pressed again, it goes.
			keys="sheet"
			className="w-[920px]"
			footer={
				<>
					<p className="min-w-0 flex-1 text-12 text-fg-3">{t("shortcuts.composing")}</p>
					<Button size="sm" onClick={customise} className="max-sm:h-11">
						{t("shortcuts.customise")}
					</Button>
				</>
			}
		>
			<div className="grid gap-x-9 gap-y-4 px-6 pt-4 pb-5 sm:grid-cols-2 md:grid-cols-3">
				{SHORTCUT_GROUPS.map((group) => (
					<section key={group}>
						<h3 className="mb-1 text-12 font-semibold text-fg-2">{t(`shortcuts.group.${group}`)}</h3>
						<ul>
							{shortcutEntries
								.filter(([, shortcut]) => shortcut.group === group && !shortcut.unlisted)
								.map(([name, { keys }]) => (
									<li key={name} className="flex min-h-[29px] items-center gap-2">
										<span className="flex-1">{t(`shortcuts.action.${name}`)}</span>
										<span className="flex gap-[3px]">
											{keys.map((key) => (
												<Kbd key={key}>{key}</Kbd>
											))}
										</span>
									</li>
								))}
						</ul>
					</section>
				))}
			</div>
		</Dialog>
	);
}
