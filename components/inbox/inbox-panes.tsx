"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useChangePreferences, usePreferences } from "@/components/account/preferences";
import { ThreadSkeleton } from "@/components/conversation/thread-skeleton";
import { CustomerSkeleton } from "@/components/customer/customer-skeleton";
import { useKeptShortcut, useShortcut, useShortcutRunner } from "@/components/shell/shortcuts";
import { useShownConversation } from "@/components/team/team-provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { useMediaQuery } from "@/components/ui/media-query";
import { VIEWS } from "@/lib/conversations/names";
import type { AgentRef } from "@/lib/conversations/schema";
import type { useInboxLocation } from "./inbox-location";
import { useCounts } from "./list-data";
import { ListPane } from "./list-pane";
import { NothingOpen } from "./nothing-open";
import { useClaimNext } from "./use-claim-next";
import { useInboxCommands } from "./use-inbox-commands";
import { useOpenedParts } from "./use-opened-parts";
import { ViewsPane } from "./views-pane";

/** From here on the views have a column of their own. */
const ROOMY = "(min-width: 1360px)";
/** From here on the customer panel has one. */
const WIDE = "(min-width: 1120px)";
/** Up to here the list and the thread take turns. */
const SINGLE = "(max-width: 899px)";

/** Views, list, thread and customer: four columns on a wide screen, one after the other on a phone. */
export function InboxPanes({
	location,
	me,
}: {
	location: ReturnType<typeof useInboxLocation>;
	me: AgentRef;
}) {
	const t = useTranslations();
	const { here, urlOf, open, leaveMessage, target, show, search } = location;
	const { openId } = here;
	const counts = useCounts();
	const { opened, failed, retry } = useOpenedParts(openId !== null);
	useShownConversation(openId);
	const main = useRef<HTMLElement>(null);
	const wide = useMediaQuery(WIDE, true);
	const single = useMediaQuery(SINGLE, false);
	const roomy = useMediaQuery(ROOMY, true);
	const { viewsFolded, customerFolded } = usePreferences();
	const change = useChangePreferences();
	const [drawerOpen, setDrawerOpen] = useState(false);
	const onClaimNext = useClaimNext(location, me);
	useInboxCommands(location);
	useShortcut("claimNext", onClaimNext);
	// The tags are in the customer panel: it comes along.
	const { run } = useShortcutRunner();
	const customerShown = wide ? !customerFolded : drawerOpen;
	const showCustomer = (shown: boolean) =>
		wide ? void change({ customerFolded: !shown }) : setDrawerOpen(shown);
	const foldViews = (folded: boolean) => void change({ viewsFolded: folded });
	useShortcut("viewsPane", () => foldViews(!viewsFolded), roomy);
	useShortcut(
		"tag",
		() => {
			flushSync(() => showCustomer(true));
			run("tag");
		},
		opened !== null && openId !== null && !customerShown,
	);
	useShortcut("views", (index) => show({ view: VIEWS[index] ?? "all" }));
	useKeptShortcut("conversation", { about: openId, coming: openId !== null && !opened && !failed });

	// The row keeps the focus; where the list has gone, as on a phone, the conversation gets it.
	const openBefore = useRef(openId);
	useEffect(() => {
		if (openId !== openBefore.current && openId && !isSeen(document.activeElement)) main.current?.focus();
		openBefore.current = openId;
	}, [openId]);

	const onOpen = useCallback(
		(id: string, by: "pointer" | "keyboard", messageId: string | null = null) => {
			if (id !== openId || messageId !== null) open(id, messageId);
			// Enter on the row that is open already goes on to the field.
			else if (by === "keyboard") main.current?.querySelector("textarea")?.focus();
		},
		[open, openId],
	);
	const goTo = (id: string, messageId: string | null = null) => {
		if (messageId !== null) setDrawerOpen(false);
		open(id, messageId);
	};
	const onBack = () => {
		if (focusRow(openId)) return;
		open(null);
	};

	const panelShown = openId !== null && !customerFolded;
	return (
		<div
			className={classNames(
				"grid h-full md:grid-cols-[320px_minmax(0,1fr)] lg:grid-cols-[336px_minmax(0,1fr)]",
				!viewsFolded && "xl:grid-cols-[152px_336px_minmax(0,1fr)]",
				panelShown && "lg:grid-cols-[336px_minmax(0,1fr)_288px]",
				panelShown && !viewsFolded && "xl:grid-cols-[152px_336px_minmax(0,1fr)_288px]",
			)}
		>
			{!viewsFolded && (
				<ViewsPane here={here} counts={counts} urlOf={urlOf} onShow={show} onFold={() => foldViews(true)} />
			)}
			<div
				// Alone on a narrow screen, the list is what the page is about.
				role={single && !openId ? "main" : undefined}
				className={classNames("grid min-h-0 min-w-0 border-line sm:border-l", openId && "max-md:hidden")}
			>
				<ListPane
					here={here}
					counts={counts}
					me={me}
					urlOf={urlOf}
					onOpen={onOpen}
					onShow={show}
					onSearch={search}
					onClaimNext={onClaimNext}
					onUnfoldViews={viewsFolded && roomy ? () => foldViews(false) : null}
				/>
			</div>
			<main
				id="thread"
				ref={main}
				tabIndex={-1}
				data-open={openId ? "" : undefined}
				aria-label={t("thread.main")}
				className={classNames(
					"flex min-h-0 min-w-0 flex-col border-line bg-sunken outline-none sm:border-l",
					!openId && "max-md:hidden",
				)}
			>
				{openId && opened && (
					<opened.ThreadPane
						key={openId}
						id={openId}
						me={me}
						customerShown={customerShown}
						onToggleCustomer={() => showCustomer(!customerShown)}
						onBack={onBack}
						target={target}
						onTargetLeft={leaveMessage}
					/>
				)}
				{openId && !opened && !failed && <ThreadSkeleton />}
				{openId && failed && (
					<EmptyState
						title={t("thread.failed")}
						actions={
							<>
								<Button onClick={retry}>{t("common.retry")}</Button>
								<Button onClick={onBack}>{t("thread.toList")}</Button>
							</>
						}
					/>
				)}
				{!openId && <NothingOpen />}
			</main>
			{panelShown && openId && (
				<aside
					aria-label={t("customer.label")}
					className="hidden min-h-0 min-w-0 flex-col overflow-y-auto border-l border-line bg-surface lg:flex"
				>
					{opened ? <opened.CustomerPanel conversationId={openId} onOpen={goTo} /> : <CustomerSkeleton />}
				</aside>
			)}
			{openId && !wide && opened && (
				<opened.CustomerDrawer
					conversationId={openId}
					open={drawerOpen}
					onOpenChange={setDrawerOpen}
					onOpen={goTo}
				/>
			)}
		</div>
	);
}

/** True for a focused element that is on screen. */
const isSeen = (element: Element | null): boolean =>
	element instanceof HTMLElement && element !== document.body && element.offsetParent !== null;

/** Gives the focus to a row of the list; false when the list is not on screen. */
function focusRow(id: string | null): boolean {
	const row =
		// What was found stands in the place of the list.
		document.querySelector<HTMLElement>("[data-hit][aria-current=true]") ??
		(id && document.querySelector<HTMLElement>(`[data-conversation-id="${CSS.escape(id)}"]`));
	if (!row || row.offsetParent === null) return false;
	row.focus();
	return true;
}
