"use client";

import { Check, ChevronLeft, CircleUserRound, PanelRight, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUncounted } from "@/components/composer/uncounted";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { useShortcut } from "@/components/shell/shortcuts";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { strangerWords } from "@/components/ui/hidden-characters";
import { IconButton } from "@/components/ui/icon-button";
import { useMediaQuery } from "@/components/ui/media-query";
import { Tooltip } from "@/components/ui/tooltip";
import type { AgentRef, Mode } from "@/lib/conversations/schema";
import { useConversationActions } from "./actions";
import { AssignButton, type Assigning } from "./assign-button";
import { ChannelGlyph } from "./channel-glyph";
import type { ShownConversation } from "./conversation-data";
import { CustomerName } from "./customer-name";
import { ModeSheet } from "./mode-sheet";
import { ModeSwitch } from "./mode-switch";
import { MoreMenu } from "./more-menu";
import { RemindBar } from "./remind/remind-bar";
import { RemindMenu } from "./remind/remind-menu";
import { TransferDialog } from "./transfer-dialog";
import { WindowMeter } from "./window-meter";
import { WindowRules } from "./window-rules";

interface ThreadHeaderProps {
	conversation: ShownConversation;
	me: AgentRef;
	customerShown: boolean;
	onToggleCustomer: () => void;
	onBack: () => void;
}

/** Who this is, who has it, and what can be done with it: 92 px, the same height as the list's and the panel's head. */
export function ThreadHeader({
	conversation,
	me,
	customerShown,
	onToggleCustomer,
	onBack,
}: ThreadHeaderProps) {
	const t = useTranslations();
	const actions = useConversationActions(conversation, me);
	const uncounted = useUncounted(conversation);
	const [asking, setAsking] = useState(false);
	const [assigning, setAssigning] = useState<Assigning>("closed");
	// One menu, in the place there is for it: a second one, hidden, would open in the corner.
	const phone = useMediaQuery("(max-width: 639px)", false);
	const closed = conversation.status === "closed";
	const unclaimed = !closed && conversation.mode === "agent" && conversation.assignee === null;

	const choose = (mode: Mode) => (mode === "transfer" ? setAsking(true) : void actions.setMode(mode));
	const differs = (mode: Mode) => closed || conversation.mode !== mode;
	useShortcut("modeBot", () => choose("bot"), differs("bot"));
	useShortcut("modeAgent", () => choose("agent"), differs("agent"));
	useShortcut("modeTransfer", () => choose("transfer"), differs("transfer"));
	useShortcut("end", () => void actions.end(), !closed);
	useShortcut("customerPanel", onToggleCustomer);

	const assignButton = (
		<AssignButton
			conversation={conversation}
			me={me}
			assigning={assigning}
			onAssigning={setAssigning}
			onAssign={(to, said) => void actions.assign(to, said)}
		/>
	);
	return (
		<header className="flex-none border-b border-line bg-surface">
			<div className="flex h-13 items-center gap-2.5 pr-2.5 pl-4 max-md:pl-1 max-sm:gap-1 max-sm:pr-1">
				<IconButton
					label={t("common.back")}
					onClick={onBack}
					className="md:hidden"
					icon={<ChevronLeft size={22} strokeWidth={1.6} aria-hidden />}
				/>
				<span className="max-sm:hidden">
					<Avatar
						name={conversation.customer.name}
						seed={conversation.customer.id}
						size={32}
						shape="square"
					/>
				</span>
				<div className="min-w-0 flex-1">
					<div className="flex min-w-0 items-center gap-1.5">
						<CustomerName customer={conversation.customer} version={conversation.changeId} />
						<span className="sm:hidden">
							<ModeSheet conversation={conversation} onChoose={choose} />
						</span>
					</div>
					<Origin conversation={conversation} />
				</div>
				{unclaimed && (
					<Button look="primary" onClick={() => void actions.claim()} className="max-sm:h-9">
						{t("header.claim")}
					</Button>
				)}
				{!phone && assignButton}
				{closed ? (
					<Button onClick={() => void actions.reopen()} className="max-sm:h-9">
						<RotateCcw size={14} strokeWidth={2} aria-hidden />
						{t("header.reopen")}
					</Button>
				) : (
					<>
						<Tooltip text={t("header.endLabel")} keyHint={keyHintOf("end")}>
							<Button onClick={() => void actions.end()} className="max-sm:hidden">
								<Check size={16} strokeWidth={1.75} aria-hidden />
								{t("header.end")}
							</Button>
						</Tooltip>
						<IconButton
							label={t("header.endLabel")}
							onClick={() => void actions.end()}
							className="sm:hidden"
							icon={<Check size={20} strokeWidth={1.6} aria-hidden />}
						/>
					</>
				)}
				{!closed && (
					<span className={classNames("flex", unclaimed && "max-sm:hidden")}>
						<RemindMenu until={conversation.snoozedUntil} onRemind={(until) => void actions.remind(until)} />
					</span>
				)}
				<span className="flex max-sm:hidden">
					<MoreMenu conversation={conversation} onHandOver={() => setAssigning("noted")} />
				</span>
				<IconButton
					label={t("header.customer")}
					keyHint={keyHintOf("customerPanel")}
					pressed={customerShown}
					onClick={onToggleCustomer}
					icon={
						<>
							<PanelRight size={16} strokeWidth={1.75} aria-hidden className="max-sm:hidden" />
							<CircleUserRound size={20} strokeWidth={1.6} aria-hidden className="sm:hidden" />
						</>
					}
				/>
			</div>
			<div className="flex h-[39px] items-center gap-2.5 pr-4 pl-3.5 max-sm:pl-3">
				<span className="max-sm:hidden">
					<ModeSwitch conversation={conversation} onChoose={choose} />
				</span>
				{phone && assignButton}
				<WindowMeter conversation={conversation} unsent={uncounted} />
				<WindowRules conversation={conversation} />
			</div>
			<RemindBar
				until={closed ? null : conversation.snoozedUntil}
				onCancel={() => void actions.remind(null)}
			/>
			<TransferDialog
				conversation={conversation}
				me={me}
				unsent={uncounted}
				open={asking}
				onOpenChange={setAsking}
				onConfirm={() => void actions.setMode("transfer")}
			/>
		</header>
	);
}

/** Through which channel the customer came, and from which place in it. */
function Origin({ conversation }: { conversation: ShownConversation }) {
	const t = useTranslations("header");
	return (
		<p className="flex min-w-0 items-center gap-1.5 text-12/4 text-fg-3">
			<span
				className="inline-flex min-w-0 items-center gap-[3px]"
				title={t(`kind.${conversation.channel.kind}`)}
			>
				<ChannelGlyph kind={conversation.channel.kind} />
				<span className="truncate">{conversation.channel.name}</span>
			</span>
			{conversation.sessionFrom && (
				<>
					<span aria-hidden>·</span>
					<span className="truncate">{t("from", { source: strangerWords(conversation.sessionFrom) })}</span>
				</>
			)}
		</p>
	);
}
