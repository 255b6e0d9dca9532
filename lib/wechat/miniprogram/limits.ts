/** Numbers WeChat sets for a Mini Program's customer service. The page each comes from is named. */

/**
 * What a customer's action lets us send, and for how long. Each action sets the count back to the limit; nothing
 * adds up. WeChat page: "Customer service messages, sending" (发送客服消息).
 */
export const GRANTS = {
	/** A text, picture or card of the customer: 48 hours. */
	message: { limit: 5, seconds: 48 * 60 * 60 },
	/** Entering the chat by the contact button: one minute. */
	enter: { limit: 2, seconds: 60 },
} as const;
