import { z } from "zod";
import type { AccountInput } from "../accounts";

/** The push door under test, and how WeChat would be told to use it. */
export const targetSchema = z
	.strictObject({
		url: z.url({ protocol: /^https?$/ }),
		token: z.string().min(1).max(100).optional(),
		aesKey: z
			.string()
			.regex(/^[A-Za-z0-9]{43}$/, "43 letters and digits")
			.optional(),
		appId: z.string().regex(/^[A-Za-z0-9_-]{3,64}$/, "3 to 64 letters, digits, - or _"),
		originalId: z.string().min(1).max(64),
		mode: z.enum(["plain", "compat", "safe"]).default("safe"),
		format: z.enum(["xml", "json"]).default("xml"),
		hosting: z.enum(["url", "cloudrun"]).default("url"),
		/** The door is set to hand every user message over to the official tool. */
		transfer: z.boolean().default(false),
		/** How long WeChat waits for an answer. */
		timeoutMs: z.coerce.number().int().min(50).max(60_000).default(5000),
		/** How long nothing must happen before something counts as not done. */
		quietMs: z.coerce.number().int().min(0).max(60_000).default(1500),
	})
	.refine(({ hosting, token }) => hosting === "cloudrun" || token, {
		path: ["token"],
		message: "needed, except for cloud hosting",
	})
	.refine(({ hosting, mode, aesKey }) => hosting === "cloudrun" || mode === "plain" || aesKey, {
		path: ["aesKey"],
		message: "needed in safe and compat mode",
	});

export type Target = z.output<typeof targetSchema>;

/** The account as the simulator knows it: one attempt a push, so that a door that fails does so quickly. */
export function accountOfTarget(target: Target): AccountInput {
	const { url, token, aesKey: encodingAesKey, mode, format, hosting } = target;
	return {
		appid: target.appId,
		secret: "conform",
		originalId: target.originalId,
		push: { enabled: true, url, token, encodingAesKey, mode, format, hosting },
		flags: { pushTimeoutMs: target.timeoutMs, maxAttempts: 1, queryClock: "real" },
	};
}
