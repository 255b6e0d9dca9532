import type { World } from "./state";

/** One line of the protocol record: a push attempt or an API call. Secrets and tokens are already gone from it. */
export interface LogEntry {
	id: number;
	/** Virtual milliseconds. */
	at: number;
	kind: "push" | "api";
	appid: string | null;
	openid: string | null;
	/** MsgType or Event of a push; the end of the path of an API call. */
	name: string;
	detail: string | null;
	ms: number;
	request: { method: string; url: string; headers?: Record<string, string>; body: string; plain?: string };
	response: { status: number; body: string } | null;
	/** Of pushes. */
	pushId?: string;
	attempt?: number;
	duplicate?: boolean;
	verdict?: string;
	reason?: string;
	/** Of API calls. */
	errcode?: number;
	fault?: string;
}

const BODY_CHARS = 16_384;

export function record(world: World, entry: Omit<LogEntry, "id">): void {
	world.log.push({ id: world.nextId(), ...entry });
}

/** Long bodies are cut: the record must not grow with what is sent. */
export const clip = (text: string): string =>
	text.length > BODY_CHARS ? `${text.slice(0, BODY_CHARS)}… (${text.length} characters)` : text;

const HIDDEN = "***";

/** Takes app secrets and access tokens out of a URL or a JSON body. */
export function redact(text: string): string {
	return text
		.replace(/((?:access_token|secret|appsecret)=)[^&\s"]*/gi, `$1${HIDDEN}`)
		.replace(/("(?:access_token|secret|appsecret)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${HIDDEN}"`);
}
