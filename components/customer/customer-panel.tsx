"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { useConversation } from "@/components/conversation/conversation-data";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { strangerWords } from "@/components/ui/hidden-characters";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationDetail } from "@/lib/conversations/schema";
import { CustomerSkeleton } from "./customer-skeleton";

/** Who the customer is, as far as WeChat tells. */
export function CustomerPanel({ conversationId }: { conversationId: string }) {
	const t = useTranslations();
	const { detail, error, retry } = useConversation(conversationId);
	if (detail) return <CustomerFacts detail={detail} />;
	if (!error) return <CustomerSkeleton />;
	return (
		<div role="alert" className="flex flex-col items-center gap-3 p-6 text-fg-2">
			{t("customer.failed")}
			<Button onClick={retry}>{t("common.retry")}</Button>
		</div>
	);
}

function CustomerFacts({ detail }: { detail: ConversationDetail }) {
	const t = useTranslations();
	const { customer, channel } = detail;
	return (
		<>
			<div className="flex h-[92px] flex-none items-center gap-3 border-b border-line px-4">
				<Avatar name={customer.name} seed={customer.id} size={44} shape="square" />
				<p className="min-w-0 flex-1 truncate text-16 font-semibold">
					<StrangerText>{customer.name}</StrangerText>
				</p>
			</div>
			<Section title={t("customer.identity")}>
				<dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2 gap-y-[5px] text-12">
					<Fact
						name={t(channel.kind === "kf" ? "customer.customerId" : "customer.openid")}
						copy={customer.openid}
						mono
					>
						<StrangerText>{customer.openid}</StrangerText>
					</Fact>
					<Fact name={t("customer.channel")}>
						<span className="inline-flex items-center gap-[3px]" title={t(`header.kind.${channel.kind}`)}>
							<ChannelGlyph kind={channel.kind} />
							{channel.name}
						</span>
					</Fact>
					{detail.sessionFrom && (
						<Fact name={t("customer.sessionFrom")} copy={detail.sessionFrom} mono>
							<StrangerText>{detail.sessionFrom}</StrangerText>
						</Fact>
					)}
					<Fact name={t("customer.firstSeen")}>
						<TimeText at={detail.createdAt} as="full" />
					</Fact>
					<Fact name={t("customer.lastMessage")}>
						{detail.lastCustomerMessageAt ? (
							<TimeText at={detail.lastCustomerMessageAt} as="full" />
						) : (
							<span className="text-fg-3">{t("customer.never")}</span>
						)}
					</Fact>
				</dl>
			</Section>
			{detail.tags.length > 0 && (
				<Section title={t("customer.tags")}>
					<ul className="flex flex-wrap gap-1">
						{detail.tags.map((tag) => (
							<li
								key={tag}
								className="inline-flex h-6 items-center rounded-[5px] border border-line-2 px-2 text-12 text-fg-2"
							>
								{tag}
							</li>
						))}
					</ul>
				</Section>
			)}
		</>
	);
}

function Section({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="border-b border-line px-4 pt-2.5 pb-3 last:border-b-0">
			<h2 className="mb-1 text-12/5 font-semibold text-fg-2">{title}</h2>
			{children}
		</section>
	);
}

interface FactProps {
	name: string;
	/** Text that a button copies. */
	copy?: string;
	mono?: boolean;
	children: ReactNode;
}

function Fact({ name, copy, mono = false, children }: FactProps) {
	const t = useTranslations("common");
	return (
		<>
			<dt className="truncate text-fg-3">{name}</dt>
			<dd className="flex min-w-0 items-center gap-1">
				<span
					className={mono ? "min-w-0 truncate font-mono text-[11.5px]" : "min-w-0 truncate"}
					title={copy && strangerWords(copy)}
				>
					{children}
				</span>
				{copy && (
					<span className="ml-auto flex-none">
						<CopyButton text={copy} label={`${t("copy")} ${name}`} done={t("copied")} />
					</span>
				)}
			</dd>
		</>
	);
}
