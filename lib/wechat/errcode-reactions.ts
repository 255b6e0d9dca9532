/** What the console does by itself about an errcode, as data: by class, with the codes that differ. */
import type { ErrcodeClass } from "@/lib/wechat/errcode-texts";

export type Reaction =
	/** Nothing by itself; a person reads the next step. */
	| "none"
	/** Again after about a second, three times at most. */
	| "retry"
	/** A new access token, then once more. */
	| "refresh_token"
	/** The picture once more from our own copy, then once more. */
	| "upload_again"
	/** The channel's line waits for the next minute. */
	| "pause_minute"
	/** The channel's line waits for midnight, UTC+8. */
	| "pause_until_midnight"
	/** The channel's line waits and an alarm is raised: every message would fail until an administrator acts. */
	| "pause_channel"
	/** No message can be sent until the customer writes again. */
	| "close_window"
	/** The window is open, its messages are used up. */
	| "use_up_quota"
	/** This customer cannot be written to; the customer's next message proves otherwise. */
	| "mark_unreachable"
	/** This account shows no typing sign. */
	| "disable_typing";

/** What is tried by itself first, of the ways above. */
export const CLASS_REACTIONS = {
	busy: "retry",
	token: "refresh_token",
	window: "close_window",
	quota: "use_up_quota",
	rate: "pause_minute",
	daily_quota: "pause_until_midnight",
	media: "none",
	content: "none",
	customer: "none",
	configuration: "pause_channel",
	typing: "none",
	bug: "none",
} as const satisfies Record<ErrcodeClass, Reaction>;

export const CODE_REACTIONS = new Map<number, Reaction>([
	// Our copy is good, WeChat's is gone or was uploaded as something else.
	[40004, "upload_again"],
	[40007, "upload_again"],
	[46001, "upload_again"],

	// Of the customer, not of one message: no further one would arrive.
	[40003, "mark_unreachable"],
	[48002, "mark_unreachable"],

	// Answers to clearing the quota, which no message waits for.
	[48006, "none"],
	// One thing this account may not do; its texts still arrive.
	[40200, "none"],
	[48008, "none"],
	[65400, "none"],
]);

/** What differs when the typing sign was asked for: nothing that fails there may hold up messages. */
export const TYPING_REACTIONS = new Map<number, Reaction>([
	[40200, "disable_typing"],
	[48001, "disable_typing"],
	[48008, "disable_typing"],
]);
