/** What an administrator may say about a channel. Client-safe. */
import { z } from "zod";
import { ASSIGNMENTS } from "@/lib/conversations/team-schema";
import { sessionMappingSchema } from "@/lib/customers/schema";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";

const MAX_URL_CHARACTERS = 2048;
const MAX_FRESHNESS_SECONDS = DAY_MS / SECOND_MS;
const MAX_LAPSE_MINUTES = (30 * DAY_MS) / MINUTE_MS;

const name = z
	.string()
	.trim()
	.min(1)
	.max(60)
	.regex(/^\P{Cc}*$/u, "no control characters")
	.refine((value) => value.isWellFormed(), "not well-formed");
/** WeChat's form takes 3 to 32 letters and digits; whether others ever passed is not known, so they do here. */
const token = z.string().regex(/^[\x21-\x7e]{1,64}$/, "1 to 64 visible characters");
const appSecret = z.string().min(1).max(128);
/** A form sends "" for what is left empty. */
const encodingAesKey = z
	.string()
	.regex(/^[A-Za-z0-9+/]{43}$/, "43 letters or digits")
	.or(z.literal(""))
	.nullable()
	.transform((value) => value || null);
const encryption = z.enum(["plain", "compat", "safe"]);
const format = z.enum(["xml", "json"]);
const mode = z.enum(["bot", "agent", "transfer"]);
const relayUrl = z
	.url({ protocol: /^https?$/ })
	.max(MAX_URL_CHARACTERS)
	.refine((url) => {
		// Asked even of what is no URL; that has been said then.
		if (!URL.canParse(url)) return true;
		const { username, password, hash } = new URL(url);
		return username === "" && password === "" && hash === "";
	}, "without user, password and fragment")
	.or(z.literal(""))
	.nullable()
	.transform((value) => value || null);

export const createChannelSchema = z
	.object({
		kind: z.literal("miniprogram"),
		id: z
			.string()
			.regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "lower-case letters, digits and hyphens")
			.optional(),
		name,
		appId: z.string().regex(/^wx[0-9a-zA-Z]{6,30}$/, "wx and 16 characters"),
		appSecret,
		originalId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
		token,
		encodingAesKey: encodingAesKey.optional().transform((value) => value ?? null),
		encryption,
		format,
		openingMode: mode.default("bot"),
	})
	.refine(({ encryption, encodingAesKey }) => encryption === "plain" || encodingAesKey !== null, {
		path: ["encodingAesKey"],
		message: "needed in this mode",
	});
export type CreateChannel = z.infer<typeof createChannelSchema>;

export const practiceChannelSchema = z.object({ name });
export type PracticeChannel = z.infer<typeof practiceChannelSchema>;

/** What is left out stays as it is; secrets are never shown, only replaced. */
export const changeChannelSchema = z
	.strictObject({
		name,
		openingMode: mode,
		encryption,
		format,
		token,
		encodingAesKey,
		appSecret,
		hosting: z.enum(["url", "cloudrun"]),
		freshnessSeconds: z.int().min(1).max(MAX_FRESHNESS_SECONDS).nullable(),
		relayUrl,
		afterTransfer: mode,
		transferLapseMinutes: z.int().min(1).max(MAX_LAPSE_MINUTES).nullable(),
		watchSourceIps: z.boolean(),
		/** Who gets who waits: nobody by itself, by turn, or whoever has the most room. */
		assignment: z.enum(ASSIGNMENTS),
		/** A customer who comes back within so long goes to the agent they had; null: never. */
		stickyMinutes: z.int().min(1).max(MAX_LAPSE_MINUTES).nullable(),
		/** What the customer panel reads out of session_from. */
		sessionMapping: sessionMappingSchema,
		/** First answer to a waiting customer within so long. */
		slaMinutes: z
			.int()
			.min(1)
			.max(DAY_MS / MINUTE_MS),
	})
	.partial();
export type ChangeChannel = z.infer<typeof changeChannelSchema>;

export const channelParams = z.object({ channelId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
