import type { KnownVariable } from "@/lib/conversations/quick-reply-schema";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";

/** What the composer fills in by itself, in quick replies and in cards. */
export const knownValues = (
	{ customer, channel }: Pick<ConversationItem, "customer" | "channel">,
	me: AgentRef,
): Record<KnownVariable, string> => ({ 客户名: customer.name, 客服名: me.name, 渠道: channel.name });
