"use client";

import { Bot } from "lucide-react";
import { useTranslations } from "next-intl";
import { messageHref } from "@/components/inbox/inbox-url";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText, useTimeText } from "@/components/ui/time-text";
import type { CustomerDetail, Visit } from "@/lib/customers/schema";
import { useVisits } from "./customer-data";
import { Section } from "./section";

interface CustomerVisitsProps {
	customer: CustomerDetail;
	/** Shows a message of a conversation; without it its page is loaded. */
	onOpen?: (conversationId: string, messageId: string) => void;
}

/** Previous conversations, each a way to its place in the thread. Nothing at all for somebody new. */
export function CustomerVisits({ customer, onOpen }: CustomerVisitsProps) {
	const t = useTranslations("customer");
	const { items, hasMore, busy, loadMore } = useVisits(customer.id, customer.visits);
	const { conversationId } = customer;
	if (items.length === 0 || !conversationId) return null;
	return (
		<Section title={t("visits")} count={hasMore ? undefined : items.length}>
			<ul className="-mx-2">
				{items.map((visit) => (
					<li key={visit.fromSeq}>
						<VisitLink
							visit={visit}
							href={messageHref(conversationId, visit.fromId)}
							onJump={onOpen && (() => onOpen(conversationId, visit.fromId))}
						/>
					</li>
				))}
			</ul>
			{hasMore && (
				<Button size="xs" look="ghost" busy={busy} onClick={() => void loadMore()}>
					{t("moreVisits")}
				</Button>
			)}
		</Section>
	);
}

interface VisitLinkProps {
	visit: Visit;
	href: string;
	onJump: (() => void) | undefined;
}

function VisitLink({ visit, href, onJump }: VisitLinkProps) {
	const t = useTranslations("customer");
	const text = useTimeText();
	const lengthMs = Date.parse(visit.endedAt) - Date.parse(visit.startedAt);
	return (
		<a
			href={href}
			onClick={(event) => {
				if (!onJump || event.metaKey || event.ctrlKey || event.shiftKey) return;
				event.preventDefault();
				onJump();
			}}
			className="block w-full rounded-control px-2 py-1.5 text-left hover:bg-hover"
		>
			<span className="flex items-baseline gap-2 text-12">
				<span className="min-w-0 flex-1 truncate">
					{visit.firstWords ? <StrangerText>{visit.firstWords}</StrangerText> : t("noWords")}
				</span>
				<span className="flex-none text-fg-3">
					<TimeText at={visit.startedAt} as="brief" />
				</span>
			</span>
			<span className="flex items-center gap-1.5 text-12 text-fg-3">
				{visit.agent ? (
					<Avatar name={visit.agent.name} seed={visit.agent.name} size={16} shape="round" />
				) : (
					<AvatarFrame size={16} shape="round" className="bg-bot-tint text-bot-fg">
						<Bot size={10} strokeWidth={2} />
					</AvatarFrame>
				)}
				<span className="min-w-0 truncate">
					{visit.agent
						? t("visitBy", { name: visit.agent.name, length: text.wait(lengthMs) })
						: t("visitByBot")}
				</span>
			</span>
		</a>
	);
}
