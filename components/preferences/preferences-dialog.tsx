"use client";

import { Bell, Keyboard, Languages, SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Tabs } from "radix-ui";
import { Dialog } from "@/components/ui/dialog";
import { useMediaQuery } from "@/components/ui/media-query";
import { AlertsSection } from "./alerts-section";
import { KeyboardSection } from "./keyboard-section";
import { LanguageSection } from "./language-section";
import { LookSection } from "./look-section";
import { SECTIONS, type Section } from "./sections";

const ICON = { alerts: Bell, keyboard: Keyboard, look: SunMoon, language: Languages };
const BODY = {
	alerts: AlertsSection,
	keyboard: KeyboardSection,
	look: LookSection,
	language: LanguageSection,
} satisfies Record<Section, () => React.ReactNode>;

interface PreferencesDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	section: Section;
	onSection: (section: Section) => void;
}

/** What a person chooses for their own console. Every change holds at once; there is nothing to save. */
export default function PreferencesDialog({
	open,
	onOpenChange,
	section,
	onSection,
}: PreferencesDialogProps) {
	const t = useTranslations();
	const phone = useMediaQuery("(max-width: 639px)", false);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("preferences.title")}
			closeLabel={t("common.close")}
			sheet
			className="h-[620px] w-[760px] max-sm:h-[92dvh]"
		>
			<Tabs.Root
				value={section}
				onValueChange={(value) => onSection(SECTIONS.find((one) => one === value) ?? "alerts")}
				orientation={phone ? "horizontal" : "vertical"}
				className="grid h-full grid-cols-[176px_minmax(0,1fr)] max-sm:grid-cols-1 max-sm:grid-rows-[auto_minmax(0,1fr)]"
			>
				<Tabs.List
					aria-label={t("preferences.title")}
					className="flex flex-col gap-0.5 border-r border-line bg-sunken p-2 max-sm:flex-row max-sm:overflow-x-auto max-sm:border-r-0 max-sm:border-b"
				>
					{SECTIONS.map((name) => {
						const Icon = ICON[name];
						return (
							<Tabs.Trigger
								key={name}
								value={name}
								className="flex h-8 items-center gap-2 rounded-control px-2.5 text-13 whitespace-nowrap text-fg-2 -outline-offset-2 hover:bg-press data-[state=active]:bg-surface data-[state=active]:font-semibold data-[state=active]:text-fg data-[state=active]:shadow-[0_0_0_1px_var(--line)] max-sm:h-11 max-sm:flex-1 max-sm:justify-center max-sm:px-2"
							>
								<Icon size={16} strokeWidth={1.75} aria-hidden className="max-sm:hidden" />
								{t(`preferences.section.${name}`)}
							</Tabs.Trigger>
						);
					})}
				</Tabs.List>
				{SECTIONS.map((name) => {
					const Body = BODY[name];
					return (
						<Tabs.Content
							key={name}
							value={name}
							className="min-h-0 overflow-y-auto px-6 pt-2 pb-6 -outline-offset-2 max-sm:px-4"
						>
							<Body />
						</Tabs.Content>
					);
				})}
			</Tabs.Root>
		</Dialog>
	);
}
