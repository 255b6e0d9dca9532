"use client";

import { useTranslations } from "next-intl";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { CustomerDetail } from "@/lib/customers/schema";
import { Section } from "./section";

interface OtherChannelsProps {
	others: CustomerDetail["others"];
	onOpen?: (conversationId: string) => void;
}

/** The same person elsewhere, known by their unionid. */
export function OtherChannels({ others, onOpen }: OtherChannelsProps) {
	const t = useTranslations("customer");
	if (others.length === 0) return null;
	return (
		<Section title={t("others")} count={others.length}>
			<ul className="-mx-2 text-12">
				{others.map(({ id, conversationId, name, channel, lastSeenAt }) => {
					const line = (
						<>
							<ChannelGlyph kind={channel.kind} />
							<span className="min-w-0 flex-1 truncate">
								{channel.name} · <StrangerText>{name}</StrangerText>
							</span>
							<span className="flex-none text-fg-3">
								<TimeText at={lastSeenAt} as="brief" />
							</span>
						</>
					);
					const look = "flex min-h-8 items-center gap-1.5 rounded-control px-2 max-sm:min-h-11";
					if (!conversationId)
						return (
							<li key={id} className={look}>
								{line}
							</li>
						);
					return (
						<li key={id}>
							<a
								href={`${INBOX_PATH}/${conversationId}`}
								onClick={(event) => {
									if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
									event.preventDefault();
									onOpen(conversationId);
								}}
								className={`${look} hover:bg-hover`}
							>
								{line}
							</a>
						</li>
					);
				})}
			</ul>
		</Section>
	);
}
