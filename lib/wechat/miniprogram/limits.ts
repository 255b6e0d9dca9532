/** Numbers WeChat sets for a Mini Program's customer service. The page each comes from is named. */
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";

/**
 * What a customer's action lets us send. Each action sets the count back to the maximum; nothing adds up.
 * WeChat page: "Customer service messages, sending" (发送客服消息).
 */
export const GRANTS = {
	/** A text, picture or card of the customer. */
	message: { limit: 5, seconds: 48 * 3600 },
	/** Entering the chat by the contact button. */
	enter: { limit: 2, seconds: 60 },
} as const;

/** WeChat hangs up on a push not answered by then, and sends it again. Page: "Message Push" (消息推送). */
export const PUSH_ANSWER_MS = 5 * SECOND_MS;

/** Largest push body read. Ours, not WeChat's: pushes are a few kB, in compatible mode three times that. */
export const PUSH_BODY_MAX_BYTES = 256 * 1024;

/** `SessionFrom` is cut to this many bytes by WeChat. Page: "openCustomerServiceConversation" (mini games). */
export const SESSION_FROM_MAX_BYTES = 1000;

/**
 * How long a conversation nobody closed in the official tool keeps messages from us.
 * Page: "Forward customer service message" (转发客服消息).
 */
export const TOOL_SESSION_MS = 30 * MINUTE_MS;

/** Life of a temporary media id. Page: "Temporary media" (新增临时素材). */
export const MEDIA_LIFETIME_MS = 3 * DAY_MS;

/** Largest picture accepted for sending. Page: "Temporary media" (新增临时素材); the same page also says 2 MB. */
export const IMAGE_MAX_BYTES = 10 * 1024 * 1024;

/** A stable token is worth asking for anew when it has less left. Page: "getStableAccessToken". */
export const TOKEN_REFRESH_BEFORE_MS = 5 * MINUTE_MS;

/** Least time between two forced token refreshes, and most of them a day. Page: "getStableAccessToken". */
export const TOKEN_FORCED_REFRESH = { everyMs: 30 * SECOND_MS, perDay: 20 } as const;

/** The typing sign lasts this long and needs a message to or from the customer this recently. Page: "setTyping". */
export const TYPING = { lastsMs: 15 * SECOND_MS, afterMessageMs: 30 * SECOND_MS } as const;
