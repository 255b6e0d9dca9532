import type { IncomingHttpHeaders } from "node:http";
import { countCall } from "../quota";
import type { Account, World } from "../state";
import { findTokenOwner } from "../tokens";
import { type ApiJson, refuse } from "./errors";

/** One request to the simulated api.weixin.qq.com. */
export interface ApiCall {
	world: World;
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** The caller's address, as the IP whitelist sees it. */
	peer: string;
}

interface ApiFile {
	bytes: Buffer;
	headers: Record<string, string>;
}

export type ApiReply = { json: ApiJson; headers?: Record<string, string> } | { file: ApiFile };
export type Endpoint = (call: ApiCall) => ApiReply | Promise<ApiReply>;

export const refusal = (code: number, text?: string): ApiReply => ({ json: refuse(code, text) });

/** Method, token, permission and quota, in WeChat's order; then the work. */
export function authorised(
	rules: { post: boolean; kf?: boolean },
	work: (call: ApiCall, account: Account) => ApiReply | Promise<ApiReply>,
): Endpoint {
	return (call) => {
		if (rules.post && call.method !== "POST") return refusal(43002);
		const account = findTokenOwner(call.world, call.query.get("access_token"));
		if (typeof account === "number") return refusal(account);
		if (rules.kf && !mayServe(account)) return refusal(48001);
		const overQuota = countCall(call.world, account, call.path);
		if (overQuota) return refusal(overQuota);
		return work(call, account);
	};
}

/** Customer service wants the permission, and of a service account that it is verified. */
const mayServe = ({ kind, kfPermission, verified }: Account): boolean =>
	kfPermission && (kind === "miniprogram" || verified);

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** `\uXXXX`, not preceded by an escaping backslash. */
const UNICODE_ESCAPE = /(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/;

/** The JSON object of the body, or WeChat's code for what is wrong with it. */
export function readObject(body: Buffer, strictEscapes = false): Record<string, unknown> | number {
	if (body.length === 0) return 44002;
	let text: string;
	let value: unknown;
	try {
		text = utf8.decode(body);
	} catch {
		return 40033;
	}
	try {
		value = JSON.parse(text);
	} catch {
		return 47001;
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) return 47001;
	if (strictEscapes && text.includes("\\u") && UNICODE_ESCAPE.test(text)) return 40033;
	return value as Record<string, unknown>;
}
