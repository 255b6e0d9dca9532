"use client";

import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { useConversation } from "@/components/conversation/conversation-data";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationDetail } from "@/lib/conversations/schema";
import type { CustomerDetail } from "@/lib/customers/schema";
import { useCustomer } from "./customer-data";
import { CustomerHead } from "./customer-head";
import { CustomerNotes } from "./customer-notes";
import { CustomerSkeleton } from "./customer-skeleton";
import { CustomerTags } from "./customer-tags";
import { CustomerVisits } from "./customer-visits";
import { OtherChannels } from "./other-channels";
import { Fact, Facts, LongId, Section } from "./section";

interface CustomerPanelProps {
	conversationId: string;
	/** Shows another conversation, or a message of one; without it its page is loaded. */
	onOpen?: (conversationId: string, messageId?: string) => void;
}

/** Who the customer is: as far as WeChat tells, and what colleagues know. */
export function CustomerPanel({ conversationId, onOpen }: CustomerPanelProps) {
	const t = useTranslations();
	const { detail, error, retry } = useConversation(conversationId);
	if (detail && error?.status !== 404)
		return <KnownCustomer key={detail.customer.id} detail={detail} onOpen={onOpen} />;
	if (!error) return <CustomerSkeleton />;
	return <Failed text={t("customer.failed")} onRetry={retry} />;
}

/** What came with the conversation stands at once; the rest follows, and may fail alone. */
function KnownCustomer({
	detail,
	onOpen,
}: {
	detail: ConversationDetail;
	onOpen: CustomerPanelProps["onOpen"];
}) {
	const t = useTranslations("customer");
	const { customer, error, retry, change, addNote, deleteNote } = useCustomer(
		detail.customer.id,
		detail.changeId,
	);
	const attributes = Object.entries(customer?.attributes ?? {}).filter(
		([name]) => name !== customer?.badge?.label,
	);
	return (
		<>
			<CustomerHead shown={detail.customer} customer={customer} onAlias={(alias) => change({ alias })} />
			<Identity detail={detail} customer={customer} />
			<CustomerTags id={detail.id} tags={detail.tags} />
			{attributes.length > 0 && (
				<Section title={t("attributes")}>
					<Facts>
						{attributes.map(([name, value]) => (
							<Fact key={name} name={name} {...(isNumber(value) && { copy: String(value), mono: true })}>
								<StrangerText>
									{typeof value === "boolean" ? t(value ? "yes" : "no") : String(value)}
								</StrangerText>
							</Fact>
						))}
					</Facts>
				</Section>
			)}
			{customer && <CustomerVisits customer={customer} onOpen={onOpen} />}
			{customer && <OtherChannels others={customer.others} onOpen={onOpen} />}
			{customer && <CustomerNotes notes={customer.notes} onAdd={addNote} onDelete={deleteNote} />}
			{!customer && !error && <Rest />}
			{error && <Failed text={t("restFailed")} onRetry={retry} />}
		</>
	);
}

function Identity({
	detail,
	customer,
}: {
	detail: ConversationDetail;
	customer: CustomerDetail | undefined;
}) {
	const t = useTranslations();
	const { channel } = detail;
	const source = customer?.source.filter(({ label }) => label !== customer.badge?.label) ?? [];
	const sessionFrom = customer?.sessionFrom ?? detail.sessionFrom;
	return (
		<Section title={t("customer.identity")}>
			<Facts>
				<Fact
					name={t(channel.kind === "kf" ? "customer.customerId" : "customer.openid")}
					copy={detail.customer.openid}
					mono
				>
					<LongId id={detail.customer.openid} />
				</Fact>
				{customer?.unionid && (
					<Fact name={t("customer.unionid")} copy={customer.unionid} mono>
						<LongId id={customer.unionid} />
					</Fact>
				)}
				<Fact name={t("customer.channel")}>
					<span className="inline-flex items-center gap-[3px]" title={t(`header.kind.${channel.kind}`)}>
						<ChannelGlyph kind={channel.kind} />
						{channel.name}
					</span>
				</Fact>
				{source.map(({ label, value }) => (
					<Fact key={label} name={label} copy={value} mono>
						<StrangerText>{value}</StrangerText>
					</Fact>
				))}
				{sessionFrom && (
					<Fact name={t("customer.sessionFrom")} copy={sessionFrom} mono>
						<StrangerText>{sessionFrom}</StrangerText>
					</Fact>
				)}
				<Fact name={t("customer.firstSeen")}>
					<TimeText at={customer?.firstSeenAt ?? detail.createdAt} as="date" />
					{customer && customer.visitCount > 0 && (
						<> · {t("customer.visitNumber", { number: customer.visitCount })}</>
					)}
				</Fact>
				<Fact name={t("customer.lastMessage")}>
					{detail.lastCustomerMessageAt ? (
						<TimeText at={detail.lastCustomerMessageAt} as="full" />
					) : (
						<span className="text-fg-3">{t("customer.never")}</span>
					)}
				</Fact>
			</Facts>
		</Section>
	);
}

/** Numbers of orders and the like; nobody copies a "yes" or a sentence. */
const isNumber = (value: unknown): boolean => typeof value !== "boolean" && /^[\w-]{6,}$/.test(String(value));

function Rest() {
	return (
		<div aria-hidden className="space-y-3 px-4 pt-4">
			<Skeleton className="h-3 w-16" />
			<Skeleton className="h-2.5 w-44" />
			<Skeleton className="h-2.5 w-36" />
		</div>
	);
}

function Failed({ text, onRetry }: { text: string; onRetry: () => void }) {
	const t = useTranslations("common");
	return (
		<div role="alert" className="flex flex-col items-center gap-3 p-6 text-center text-fg-2">
			{text}
			<Button onClick={onRetry}>{t("retry")}</Button>
		</div>
	);
}
