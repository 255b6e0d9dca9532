import { z } from "zod";
import type { Random } from "./random";

const scope = {
	appid: z.string().optional(),
	openid: z.string().optional(),
	/** How often it strikes before it is gone; absent = until removed. */
	count: z.int().min(1).optional(),
	probability: z.number().gt(0).max(1).default(1),
};
const delayMs = z.int().min(0).max(120_000);

const apiScope = {
	...scope,
	target: z.literal("api"),
	/** The whole path, or its end: `custom/send`. */
	path: z.string().optional(),
};
const pushScope = {
	...scope,
	target: z.literal("push"),
	/** MsgType or Event of the packet. */
	name: z.string().optional(),
};

export const faultSchema = z.discriminatedUnion("target", [
	z.discriminatedUnion("kind", [
		z.strictObject({
			...apiScope,
			kind: z.literal("errcode"),
			errcode: z.int(),
			errmsg: z.string().optional(),
		}),
		z.strictObject({ ...apiScope, kind: z.literal("status"), status: z.int().min(400).max(599) }),
		z.strictObject({ ...apiScope, kind: z.literal("delay"), delayMs }),
		z.strictObject({
			...apiScope,
			kind: z.enum([
				"resetBefore",
				"resetAfter",
				"hangBefore",
				"hangAfter",
				"truncate",
				"html",
				"extraFields",
				"errcodeAsString",
			]),
		}),
	]),
	z.discriminatedUnion("kind", [
		z.strictObject({ ...pushScope, kind: z.literal("delay"), delayMs }),
		z.strictObject({ ...pushScope, kind: z.literal("duplicate"), afterMs: delayMs.default(2000) }),
		z.strictObject({
			...pushScope,
			kind: z.literal("concurrentDuplicate"),
			copies: z.int().min(2).max(200).default(2),
		}),
		z.strictObject({ ...pushScope, kind: z.literal("reorder"), holdMs: delayMs.default(2000) }),
		z.strictObject({
			...pushScope,
			kind: z.enum(["lostAnswer", "staleTimestamp", "wrongSignature"]),
			/** Strikes the first n attempts of a delivery; absent = all of them. */
			attempts: z.int().min(1).optional(),
		}),
		z.strictObject({ ...pushScope, kind: z.enum(["lost", "wrongContentType", "chunked", "bom"]) }),
	]),
]);

type Fault = z.output<typeof faultSchema>;
export type ApiFault = Extract<Fault, { target: "api" }>;
export type PushFault = Extract<Fault, { target: "push" }>;
type ListedFault = Fault & { id: number; struck: number };

export interface Faults {
	add(fault: Fault): ListedFault;
	list(): ListedFault[];
	remove(id: number): boolean;
	clear(): void;
	/** True when nothing is set, so that the usual request pays nothing. */
	readonly empty: boolean;
	/** The faults that strike this call; counts them. */
	strikeApi(call: { appid: string | null; path: string; openid: string | null }): ApiFault[];
	strikePush(push: { appid: string; openid: string | null; name: string }): PushFault[];
}

export function createFaults(random: Random): Faults {
	let faults: ListedFault[] = [];
	let nextId = 1;
	const strike = (matches: (fault: ListedFault) => boolean): ListedFault[] => {
		const hit = faults.filter((fault) => matches(fault) && random.float() < fault.probability);
		for (const fault of hit) fault.struck++;
		if (hit.length > 0) faults = faults.filter(({ count, struck }) => count === undefined || struck < count);
		return hit;
	};
	return {
		add: (fault) => {
			const listed = { ...fault, id: nextId++, struck: 0 };
			faults.push(listed);
			return listed;
		},
		list: () => faults,
		remove: (id) => {
			const before = faults.length;
			faults = faults.filter((fault) => fault.id !== id);
			return faults.length < before;
		},
		clear: () => {
			faults = [];
		},
		get empty() {
			return faults.length === 0;
		},
		strikeApi: ({ appid, path, openid }) =>
			strike(
				(fault) =>
					fault.target === "api" &&
					inScope(fault, appid, openid) &&
					(!fault.path || path.endsWith(fault.path)),
			) as (ApiFault & ListedFault)[],
		strikePush: ({ appid, openid, name }) =>
			strike(
				(fault) =>
					fault.target === "push" && inScope(fault, appid, openid) && (!fault.name || fault.name === name),
			) as (PushFault & ListedFault)[],
	};
}

const inScope = (fault: Fault, appid: string | null, openid: string | null): boolean =>
	(!fault.appid || fault.appid === appid) && (!fault.openid || fault.openid === openid);
