/** What the simulator's control API answers, as far as the phone page reads it. */
import { z } from "zod";

const listOf = <Item extends z.ZodType>(item: Item) =>
	z.object({ items: z.array(item) }).transform(({ items }) => items);

const transcriptItem = z.object({
	id: z.number(),
	/** Virtual time. */
	at: z.string(),
	from: z.enum(["user", "api", "tool", "system"]),
	/** MsgType; of system lines `enter` or `notice`. */
	type: z.string(),
	text: z.string().optional(),
	url: z.string().optional(),
	title: z.string().optional(),
	description: z.string().optional(),
	thumbUrl: z.string().optional(),
	agent: z.string().nullish(),
	sessionFrom: z.string().optional(),
});
export type TranscriptItem = z.infer<typeof transcriptItem>;

export const transcriptSchema = z.object({
	items: z.array(transcriptItem),
	typing: z.boolean(),
});

export const usersSchema = listOf(
	z.object({ id: z.string(), nick: z.string(), openids: z.record(z.string(), z.string()) }),
);
export type SimulatedUser = z.infer<typeof usersSchema>[number];

export const userSchema = z.object({ id: z.string(), openids: z.record(z.string(), z.string()) });

export const accountsSchema = listOf(
	z.object({
		appid: z.string(),
		push: z.object({ mode: z.enum(["plain", "compat", "safe"]), format: z.enum(["json", "xml"]) }),
	}),
);

export const clockSchema = z.object({ offsetSeconds: z.number() });

export const faultsSchema = listOf(
	z.object({
		id: z.number(),
		target: z.enum(["api", "push"]),
		kind: z.string(),
		errcode: z.number().optional(),
		appid: z.string().optional(),
		openid: z.string().optional(),
	}),
);
export type Fault = z.infer<typeof faultsSchema>[number];

const logEntry = z.object({
	id: z.number(),
	at: z.string(),
	kind: z.enum(["push", "api"]),
	openid: z.string().nullable(),
	/** MsgType or Event of a push; the end of the path of an API call. */
	name: z.string(),
	detail: z.string().nullable(),
	ms: z.number(),
	request: z.object({ method: z.string(), url: z.string(), body: z.string(), plain: z.string().optional() }),
	response: z.object({ status: z.number(), body: z.string() }).nullable(),
	duplicate: z.boolean().optional(),
	verdict: z.string().optional(),
	reason: z.string().optional(),
	errcode: z.number().optional(),
	fault: z.string().optional(),
});
export type LogEntry = z.infer<typeof logEntry>;
export const logSchema = listOf(logEntry);

export const pushesSchema = listOf(z.object({ id: z.string() }));

const toolItem = z.object({
	from: z.enum(["user", "tool", "system"]),
	type: z.string(),
	text: z.string().optional(),
});
const toolSession = z.object({
	openid: z.string(),
	user: z.object({ nick: z.string() }),
	items: z.array(toolItem),
	/** Of a session under way: when it ends by itself. */
	expiresAt: z.string().optional(),
});
export type ToolSession = z.infer<typeof toolSession>;
export const toolSessionsSchema = listOf(toolSession);
export const toolAgentsSchema = listOf(z.object({ id: z.string(), status: z.string() }));

export const attackSchema = z.object({ ok: z.boolean(), status: z.number().nullable() });
