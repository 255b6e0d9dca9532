import { z } from "zod";

/** Rules of another time, or of the strictest reading of the documents: each sets some of the settings below. */
const PROFILES = {
	current: {},
	/** About April 2019 until 2023: entering the chat opens nothing. */
	legacy2019: { enterMessages: 0 },
	/** Until early 2019: entering opens one message. */
	legacy2017: { enterMessages: 1 },
	strict: { maxImageBytes: 2_097_152 },
} satisfies Record<string, { enterMessages?: number; maxImageBytes?: number }>;

const headerText = z
	.string()
	.max(200)
	.regex(/^[\x20-\x7e]*$/);

/**
 * Everything about the real service that is a limit, a choice or an assumption. Each has a default and may be
 * set for the whole simulator or for one account; README.md says which are assumptions (‡) and what they change.
 */
export const settingsSchema = z.strictObject({
	profile: z.enum(["current", "legacy2019", "legacy2017", "strict"]).default("current"),
	// push: delivery
	pushTimeoutMs: z.int().min(10).max(60_000).default(5000),
	/** How long a connection that timed out is kept, so that a late answer can be recorded; 0 = closed at once. */
	keepTimedOutMs: z.int().min(0).max(120_000).default(0),
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
	/** The header that marks a push of cloud hosting, and what it says. */
	cloudSourceHeader: z.enum(["x-wx-source", "x-wx-sources"]).default("x-wx-source"),
	cloudSource: headerText.default("other"),
	jsonCreateTimeAsString: z.boolean().default(false),
	singleListAsObject: z.boolean().default(false),
	prettyXml: z.boolean().default(false),
	cutsMidCharacter: z.boolean().default(false),
	/** Seconds. */
	picUrlTtl: z.int().min(0).default(259_200),
	/** Empty = the simulator's own CDN; otherwise sent as PicUrl as it is (tests of request forgery). */
	picUrlOverride: z.string().max(2000).default(""),
	cdnRefererBlock: z.boolean().default(false),
	/** `redirect` leads to cdnRedirectTo, `endless` sends without end, `stall` never goes on after the headers. */
	cdnBehaviour: z.enum(["normal", "redirect", "endless", "stall"]).default("normal"),
	cdnRedirectTo: z.string().max(2000).default("http://169.254.169.254/latest/meta-data/"),
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
	bmpUpload: z.boolean().default(true),
	mediaErrorContentType: z.enum(["application/json", "text/plain"]).default("application/json"),
	// official tool
	enterWhileActive: z.boolean().default(true),
	expiryBase: z.enum(["accept", "lastMessage"]).default("accept"),
	logoutRequeues: z.boolean().default(true),
	// other
	quotaBadPathCode: z.int().default(76003),
	workBindOutcome: z.enum(["ok", "10130030", "10130601", "10130602"]).default("ok"),
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

/** The settings of one account: those of the simulator, what the profile changes, and its own flags on top. */
export function resolveSettings(all: Settings, flags: SettingsPatch): Settings {
	const { profile } = { ...all, ...flags };
	return { ...all, ...PROFILES[profile], ...flags };
}
