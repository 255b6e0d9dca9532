/** The host's settings: the only file that reads the environment. Parsed once; everything wrong is told at once. */
import { isAbsolute } from "node:path";
import { z } from "zod";

const REAL_WECHAT_API_URL = "https://api.weixin.qq.com";
const REAL_WECOM_API_URL = "https://qyapi.weixin.qq.com";

const base64Key = z
	.string()
	.refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64");
const flag = z.enum(["on", "off"]);

export const envSchema = z.object({
	/** Postgres ≥ 14. */
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
	/** Public address of the console. */
	NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
	/** Signs the session cookies. */
	NEXTAUTH_SECRET: z.string().min(16),
	/** Encrypts channel secrets and raw pushes at rest. */
	ENCRYPTION_KEY: base64Key,
	WECHAT_API_URL: z.url({ protocol: /^https?$/ }).default(REAL_WECHAT_API_URL),
	WECOM_API_URL: z.url({ protocol: /^https?$/ }).default(REAL_WECOM_API_URL),
	/** Bearer of POST /api/jobs; the route is closed without it. */
	CRON_SECRET: z.string().min(16).optional(),
	PORT: z.coerce.number().int().min(1).max(65535).default(3000),
	/** Background work inside this process. */
	WORKER: flag.default("on"),
	/** Connections to Postgres of this process. */
	DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
	LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
	/** A proxy of ours stands in front and writes the last hop of X-Forwarded-For. Vercel's does, whatever this says. */
	TRUST_PROXY: flag.default("off"),
	/** Where the bytes of new pictures go; older ones are found where they are. */
	MEDIA_STORE: z.enum(["postgres", "disk", "s3"]).default("postgres"),
	/** Folder of the disk store, the same for all processes. */
	MEDIA_PATH: z.string().refine(isAbsolute, "must be an absolute path").optional(),
	/** Of the S3 store, without the bucket; addressed path-style. */
	S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
	S3_BUCKET: z
		.string()
		.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not a name of a bucket")
		.optional(),
	S3_REGION: z.string().default("us-east-1"),
	S3_ACCESS_KEY_ID: z.string().optional(),
	S3_SECRET_ACCESS_KEY: z.string().optional(),
});

/** What a media store cannot do without. */
const STORE_NEEDS = {
	postgres: [],
	disk: ["MEDIA_PATH"],
	s3: ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
} as const;

/** `simulated`: WeChat is not the real one, whichever of its hosts is named and however it is written. */
export type Env = z.infer<typeof envSchema> & {
	/** WeChat is not the real one. */
	simulated: boolean;
	/** The host has no long-lived process (it says so itself). */
	serverless: boolean;
	/** X-Forwarded-For may be believed. */
	trustsProxy: boolean;
	/** Our own start leaves the signals to us; otherwise Next ends the process. */
	handlesSignals: boolean;
};

/** @throws Error listing every missing or malformed variable, never a value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
	const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
	const parsed = envSchema.safeParse(present);
	const missing = missingForStore(present);
	if (!parsed.success || missing.length > 0) {
		const wrong = (parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
		throw new Error(
			`The environment is not complete (see .env.example):\n${[...wrong, ...missing].join("\n")}`,
		);
	}
	return {
		...parsed.data,
		simulated: !isReal(parsed.data.WECHAT_API_URL),
		serverless: present.VERCEL !== undefined,
		trustsProxy: parsed.data.TRUST_PROXY === "on" || present.VERCEL !== undefined,
		handlesSignals: present.NEXT_MANUAL_SIG_HANDLE !== undefined,
	};
}

function missingForStore(present: Record<string, string | undefined>): string[] {
	const store = envSchema.shape.MEDIA_STORE.safeParse(present.MEDIA_STORE);
	const needs: readonly string[] = store.success ? STORE_NEEDS[store.data] : [];
	return needs
		.filter((name) => present[name] === undefined)
		.map((name) => `  ${name}: is needed with MEDIA_STORE=${store.data}`);
}

/** WeChat has several (api2.weixin.qq.com, sh.api.weixin.qq.com, …), all below its own domain. */
const isReal = (url: string): boolean => /(^|\.)qq\.com\.?$/.test(new URL(url).hostname);

let parsed: Env | undefined;

/** The environment, parsed at the first call, so that a build needs none. */
export function env(): Env {
	parsed ??= parseEnv(process.env);
	return parsed;
}
