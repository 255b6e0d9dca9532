import type { z } from "zod";
import type { Account, Chat, World } from "../state";
import { chatOf, openidOf, upsertUser } from "../state";

/** One control call: path parameters, query and the parsed JSON body. */
export interface ControlCall {
	world: World;
	params: Record<string, string>;
	query: URLSearchParams;
	/** The body as it came; an empty body is `{}`. */
	body: unknown;
}

/** Answers with status 200 and this value as JSON, unless it is a file. */
export type ControlHandler = (call: ControlCall) => unknown;

/** `POST /_sim/chat/:appid/:user/text` → its handler. */
export type ControlRoutes = Record<string, ControlHandler>;

/** A refusal with its HTTP status; everything else that is thrown is a fault of the simulator. */
export class ControlError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/** A file instead of JSON. */
export class ControlFile {
	constructor(
		readonly bytes: Buffer,
		readonly contentType: string,
		readonly headers: Record<string, string> = {},
	) {}
}

/** Parses the body; a ZodError becomes a 400 with the fields that are wrong. */
export const read = <T extends z.ZodType>(schema: T, { body }: ControlCall): z.output<T> =>
	schema.parse(body);

export function accountOf({ world, params }: ControlCall): Account {
	const account = world.accounts.get(params.appid ?? "");
	if (!account) throw new ControlError(404, "unknown_account", `no account with appid ${params.appid}`);
	return account;
}

/** The chat named by `:user`, a user id or an openid of the account; 404 when nobody has that name. */
export function chatOfCall(call: ControlCall): Chat {
	const name = call.params.user ?? "";
	const chat = findChat(call.world, accountOf(call), name);
	if (!chat) throw new ControlError(404, "unknown_user", `no user ${name}`);
	return chat;
}

/** The same, but somebody new becomes a user by doing something. */
export function chatOfVisitor(call: ControlCall): Chat {
	const account = accountOf(call);
	const name = call.params.user ?? "";
	const known = findChat(call.world, account, name);
	if (known) return known;
	upsertUser(call.world, name, undefined);
	return chatOfCall(call);
}

export function findChat(world: World, account: Account, name: string): Chat | undefined {
	return chatOf(world, account, account.openids.has(name) ? name : openidOf(name, account.appid));
}

export const isoTime = (ms: number): string => new Date(ms).toISOString();
