"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { SWRConfig } from "swr";
import { LookKeeper } from "@/components/account/look-keeper";
import { PREFERENCES_PATH } from "@/components/account/preferences";
import type { Account } from "@/components/account/profile-menu";
import { SessionGuard } from "@/components/account/session-guard";
import { TodoSignals } from "@/components/alerts/todo-signals";
import { WorkerKeeper } from "@/components/alerts/worker-keeper";
import { pageOf } from "@/components/api/page-agent";
import { RequestError } from "@/components/api/request";
import { COUNTS_PATH, INBOX_PATH } from "@/components/inbox/inbox-url";
import type { Counts } from "@/components/inbox/list-data";
import { PreferencesProvider } from "@/components/preferences/preferences-panel";
import { TeamProvider } from "@/components/team/team-provider";
import { ClockProvider } from "@/components/ui/clock";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";
import type { Preferences } from "@/lib/auth/preferences-schema";
import { SECOND_MS } from "@/lib/time";
import { ChannelPanelProvider } from "./channel-panel";
import { PaletteHost } from "./commands/palette-host";
import { PaletteProvider } from "./commands/palette-sources";
import { Rail, SIMULATOR_PATH } from "./rail";
import { ShortcutProvider, useShortcut } from "./shortcuts";

const ShortcutSheet = dialogOnDemand(async () => (await import("./shortcut-sheet")).ShortcutSheet);

interface ConsoleShellProps {
	account: Account;
	simulatorOn: boolean;
	/** ISO-8601: what time the server had when it drew the page. */
	serverTime: string;
	counts: Counts;
	preferences: Preferences;
	children: ReactNode;
}

/** The frame around every page of the console, and what they all share: cache, clock, keyboard, session. */
export function ConsoleShell({
	account,
	simulatorOn,
	serverTime,
	counts,
	preferences,
	children,
}: ConsoleShellProps) {
	const fallback = { [COUNTS_PATH]: counts, [PREFERENCES_PATH]: preferences };
	return (
		<ClockProvider serverTime={serverTime}>
			<SWRConfig value={{ ...SWR_SETTINGS, fallback }}>
				<ShortcutProvider>
					<TeamProvider>
						<ChannelPanelProvider canMend={account.role === "admin"}>
							<PreferencesProvider>
								<PaletteProvider>
									<Frame account={account} simulatorOn={simulatorOn}>
										{children}
									</Frame>
								</PaletteProvider>
							</PreferencesProvider>
						</ChannelPanelProvider>
						<SessionGuard account={account} />
					</TeamProvider>
					<LookKeeper />
					<TodoSignals />
					<WorkerKeeper />
				</ShortcutProvider>
			</SWRConfig>
		</ClockProvider>
	);
}

/** What changes comes by sync; only what failed on the way is asked for again by itself. */
const SWR_SETTINGS = {
	revalidateOnFocus: false,
	revalidateOnReconnect: false,
	errorRetryInterval: 3 * SECOND_MS,
	shouldRetryOnError: (error: unknown) =>
		error instanceof RequestError && error.passing && error.status !== 401,
};

function Frame({
	account,
	simulatorOn,
	children,
}: Pick<ConsoleShellProps, "account" | "simulatorOn" | "children">) {
	const t = useTranslations("app");
	const [sheetOpen, setSheetOpen] = useState(false);
	const inThread = usePathname().startsWith(`${INBOX_PATH}/`);
	const router = useRouter();
	useShortcut("sheet", () => setSheetOpen(!sheetOpen));
	useShortcut("goToInbox", () => router.push(INBOX_PATH));
	useShortcut("goToSimulator", () => router.push(SIMULATOR_PATH), simulatorOn);
	const skip =
		"sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-raised focus:px-3 focus:py-2 focus:shadow-pop";
	return (
		<div
			{...pageOf(account.id)}
			className="grid h-dvh grid-cols-[60px_minmax(0,1fr)] overflow-hidden max-sm:grid-cols-1 max-sm:grid-rows-[minmax(0,1fr)_auto]"
		>
			<a href="#thread" className={skip}>
				{t("skipToThread")}
			</a>
			{inThread && (
				<a href="#composer" className={skip}>
					{t("skipToComposer")}
				</a>
			)}
			<Rail account={account} simulatorOn={simulatorOn} onShowShortcuts={() => setSheetOpen(true)} />
			<div className="min-h-0 min-w-0">{children}</div>
			<PaletteHost />
			<ShortcutSheet open={sheetOpen} onOpenChange={setSheetOpen} />
		</div>
	);
}
