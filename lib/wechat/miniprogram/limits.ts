/** Numbers WeChat sets for a Mini Program's customer service. The page each comes from is named. */
import { DAY_MS, SECOND_MS } from "@/lib/time";

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

/**
 * How long and how large. Bytes are those of UTF-8. "Assumed": WeChat refuses what is too long (45003 to 45006)
 * and says nowhere from where on; the number is a cautious guess.
 */
export const LIMITS = {
	/** WeChat page: "Customer service messages, sending" (发送客服消息). No number there; 2048 was found by trying. */
	text: { maxBytes: 2048 },
	/** Same page. All assumed: 64 and 120 bytes as long-standing pages give them for articles, 2048 for addresses. */
	link: { maxTitleBytes: 64, maxDescriptionBytes: 120, maxUrlBytes: 2048, maxThumbUrlBytes: 2048 },
	/** Same page. Assumed; a path of a page is taken to be an address. */
	miniprogrampage: { maxTitleBytes: 64, maxPagePathBytes: 1024 },
	/** WeChat page: "Upload temporary media" (新增图片素材, uploadTempMedia). */
	image: {
		/** The page says both 2 MB and 10 MB; 10 were accepted by trying. Above, WeChat answers 40009. */
		maxBytes: 10 * 1024 * 1024,
		/** Above the smaller of the page's numbers a picture is compressed before it is uploaded. */
		compressAboveBytes: 2 * 1024 * 1024,
	},
	/** Same page: a media id is valid for 3 days and may be used any number of times until then. */
	mediaId: {
		lifetimeMs: 3 * DAY_MS,
		/** Ours: from this age on the picture is uploaded again before it is sent. */
		uploadAgainAfterMs: 2.5 * DAY_MS,
	},
	/** WeChat page: "Typing status" (客服输入状态, setTyping). */
	typing: {
		/** How long the sign stays; it cannot be shown again before (45081). */
		shownMs: 15 * SECOND_MS,
		/** It is shown only when a message went either way within this time (45080). */
		afterMessageMs: 30 * SECOND_MS,
	},
} as const;
