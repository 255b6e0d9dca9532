import type { Chat } from "./simulator-data";
import type { Fault } from "./simulator-wire";

/** What the next send of a reply to this customer meets. `timeout`: the message is sent, the answer is lost. */
export const API_FAULTS = ["45047", "45015", "40001", "-1", "timeout"] as const;
export type ApiFault = (typeof API_FAULTS)[number];

/** What happens to this customer's next push. */
export const PUSH_FAULTS = ["duplicate", "concurrentDuplicate", "lostAnswer"] as const;
export type PushFault = (typeof PUSH_FAULTS)[number];

const PUSH_DETAILS: Record<PushFault, object> = {
	duplicate: { afterMs: 500 },
	concurrentDuplicate: { copies: 2 },
	lostAnswer: { attempts: 1 },
};

/** The fault as the simulator takes it: once, for this chat only. */
export function toFault(name: ApiFault | PushFault, { appId, openid }: Chat): object {
	const once = { appid: appId, openid, count: 1 };
	if (isPushFault(name)) return { target: "push", kind: name, ...PUSH_DETAILS[name], ...once };
	const api = { target: "api", path: "custom/send", ...once };
	return name === "timeout"
		? { ...api, kind: "resetAfter" }
		: { ...api, kind: "errcode", errcode: Number(name) };
}

/** Those of the chat that have not struck yet, by name. */
export function armedFaults(faults: Fault[], { appId, openid }: Chat): Map<ApiFault | PushFault, number> {
	const armed = new Map<ApiFault | PushFault, number>();
	for (const fault of faults) {
		if (fault.appid !== appId || fault.openid !== openid) continue;
		const name = nameOf(fault);
		if (name) armed.set(name, fault.id);
	}
	return armed;
}

function nameOf({ target, kind, errcode }: Fault): ApiFault | PushFault | undefined {
	if (target === "push") return PUSH_FAULTS.find((name) => name === kind);
	if (kind === "resetAfter") return "timeout";
	return kind === "errcode" ? API_FAULTS.find((name) => name === String(errcode)) : undefined;
}

const isPushFault = (name: ApiFault | PushFault): name is PushFault =>
	PUSH_FAULTS.some((candidate) => candidate === name);
