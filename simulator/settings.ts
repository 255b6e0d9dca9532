import { z } from "zod";

const headerText = z
	.string()
	.max(200)
	.regex(/^[\x20-\x7e]*$/);

/**
 * Everything about the real service that is a limit, a choice or an assumption. Each has a default and may be
 * set for the whole simulator or for one account; README.md says which are assumptions (‡) and what they change.
 */
const settingsSchema = z.strictObject({
	// push: delivery
	pushTimeoutMs: z.int().min(10).max(60_000).default(5000),
	maxAttempts: z.int().min(1).max(10).default(3),
	retryGapMs: z.int().min(0).max(60_000).default(0),
	retryOnBadStatus: z.boolean().default(true),
	retryKeepsTimestamp: z.boolean().default(false),
	/** Which clock writes `timestamp` in the query; CreateTime always follows the virtual one. */
	queryClock: z.enum(["virtual", "real"]).default("virtual"),
	perUserOrder: z.enum(["parallel", "serial"]).default("parallel"),
	spuriousDuplicate: z
		.strictObject({ probability: z.number().min(0).max(1), afterMs: z.int().min(0).default(2000) })
		.default({ probability: 0, afterMs: 2000 }),
	wrongFormatOutcome: z.enum(["ignored", "notice"]).default("ignored"),
	// push: shape
	plainOpenid: z.boolean().default(true),
	/** `auto` = text/xml or application/json, `none` = no header, anything else is sent as it is. */
	contentType: headerText.default("auto"),
	userAgent: headerText.default("Mozilla/4.0"),
	pragma: headerText.default("no-cache"),
	jsonCreateTimeAsString: z.boolean().default(false),
	singleListAsObject: z.boolean().default(false),
	prettyXml: z.boolean().default(false),
	cutsMidCharacter: z.boolean().default(false),
	picUrlTtlSeconds: z.int().min(0).default(259_200),
	/** Empty = the simulator's own CDN; otherwise sent as PicUrl as it is (tests of request forgery). */
	picUrlOverride: z.string().max(2000).default(""),
	cdnRefererBlock: z.boolean().default(false),
	// tokens
	tokenLength: z.int().min(64).max(512).default(157),
	wrongSecretCode: z.union([z.literal(40125), z.literal(40001)]).default(40125),
	forcedTooOften: z.enum(["same", "45009", "45011"]).default("same"),
	// sending
	strictEscapes: z.boolean().default(true),
	windowCheckFirst: z.boolean().default(false),
	maxTextBytes: z.int().min(1).default(2048),
	linkTitleBytes: z.int().min(1).default(64),
	linkDescriptionBytes: z.int().min(1).default(120),
	linkUrlBytes: z.int().min(1).default(2048),
	linkThumbBytes: z.int().min(1).default(2048),
	cardTitleBytes: z.int().min(1).default(64),
	foreignCardAppid: z.enum(["40013", "allow"]).default("40013"),
	cancelTypingInactive: z.enum(["ok", "45081"]).default("ok"),
	// grants
	/** `unlimited` is no behaviour of WeChat: it lets a load test send as much as it likes. */
	grantModel: z.enum(["separate", "max", "unlimited"]).default("separate"),
	grantLagMs: z.int().min(0).max(60_000).default(0),
	enterMessages: z.int().min(0).max(10).default(2),
	toolSharesBudget: z.boolean().default(false),
	// media
	maxImageBytes: z.int().min(1).max(33_554_432).default(10_485_760),
	mediaErrorContentType: z.enum(["application/json", "text/plain"]).default("application/json"),
	// official tool
	enterWhileActive: z.boolean().default(true),
	toolExpiryBase: z.enum(["accept", "lastMessage"]).default("accept"),
	logoutRequeues: z.boolean().default(true),
	// other
	quotaBadPathCode: z.int().default(76003),
});

export type Settings = z.output<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = Partial<Settings>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** Parses a partial change: absent names stay absent instead of becoming defaults. */
export function pickGiven(given: unknown, parsed: SettingsPatch): SettingsPatch {
	const names = new Set(typeof given === "object" && given !== null ? Object.keys(given) : []);
	return Object.fromEntries(Object.entries(parsed).filter(([name]) => names.has(name)));
}
