"use client";

import { Download, Keyboard, LogOut, Settings } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { unsubscribe } from "@/components/alerts/push";
import { useShowPreferences } from "@/components/preferences/preferences-panel";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { PresenceMenuItem } from "@/components/team/presence-menu-item";
import { useTeam } from "@/components/team/team-provider";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator, MenuSwitch } from "@/components/ui/menu";
import { useInstall } from "./install";
import { currentTheme } from "./look";
import { useChangePreferences, usePreferences } from "./preferences";
import { signOut } from "./sessions";
import { THEMES, type Theme } from "./theme";

export interface Account {
	id: string;
	name: string;
	email: string;
	role: "admin" | "supervisor" | "agent";
}

interface ProfileMenuProps {
	account: Account;
	trigger: ReactNode;
	side: "right" | "top";
	onShowShortcuts: () => void;
}

/** Who is signed in, how the console looks and speaks, and the way out. */
export function ProfileMenu({ account, trigger, side, onShowShortcuts }: ProfileMenuProps) {
	const t = useTranslations();
	const locale = useLocale();
	const { beats } = useTeam();
	const { theme, singleKeys } = usePreferences();
	const change = useChangePreferences();
	const showPreferences = useShowPreferences();
	const install = useInstall();
	const [drawn, setDrawn] = useState<Theme>("system");

	/** What only the browser knows is read when the menu opens. */
	function onOpenChange(open: boolean) {
		if (!open) return;
		setDrawn(currentTheme());
	}

	return (
		<Menu
			label={t("account.label", { name: account.name })}
			side={side}
			align="end"
			trigger={trigger}
			onOpenChange={onOpenChange}
		>
			<div className="px-3 pt-2 pb-1">
				<p className="truncate font-semibold">{account.name}</p>
				<p className="truncate text-12 text-fg-3">
					{account.email} · {t(`account.role.${account.role}`)}
				</p>
			</div>
			<PresenceMenuItem />
			<MenuSeparator />
			<MenuChoice
				label={t("account.language")}
				value={locale}
				options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`locales.${value}`) }))}
				onChange={(language) => void change({ language })}
			/>
			<MenuSeparator />
			<MenuChoice
				label={t("account.theme")}
				value={theme ?? drawn}
				options={THEMES.map((value) => ({ value, label: t(`account.themes.${value}`) }))}
				onChange={(next) => void change({ theme: next })}
			/>
			<MenuSeparator />
			<MenuItem
				icon={<Settings size={16} strokeWidth={1.75} aria-hidden />}
				keyHint={keyHintOf("preferences")}
				onSelect={() => showPreferences()}
			>
				{t("preferences.title")}
			</MenuItem>
			{install && (
				<MenuItem icon={<Download size={16} strokeWidth={1.75} aria-hidden />} onSelect={install}>
					{t("preferences.install")}
				</MenuItem>
			)}
			<div className="max-sm:hidden">
				<MenuSeparator />
				<MenuLabel>{t("account.shortcuts")}</MenuLabel>
				<MenuSwitch checked={singleKeys} onChange={(on) => void change({ singleKeys: on })}>
					{t("account.singleKeys")}
				</MenuSwitch>
				<MenuItem
					icon={<Keyboard size={16} strokeWidth={1.75} aria-hidden />}
					keyHint="?"
					onSelect={onShowShortcuts}
				>
					{t("account.showShortcuts")}
				</MenuItem>
			</div>
			<MenuSeparator />
			<MenuItem
				icon={<LogOut size={16} strokeWidth={1.75} aria-hidden />}
				onSelect={() => void leave(beats.leave)}
			>
				{t("account.signOut")}
			</MenuItem>
		</Menu>
	);
}

/** Colleagues learn it while the server still knows who leaves. */
async function leave(sayGoodbye: () => void): Promise<void> {
	sayGoodbye();
	// What is told to this browser would be told to whoever sits there next.
	await unsubscribe().catch(() => undefined);
	await signOut();
	window.location.assign("/sign-in");
}
