import type { Fields } from "./build";
import type { LateAnswer } from "./request";
import type { Verdict } from "./verdict";

/** What is pushed, before it is written for one attempt. */
export interface Packet {
	/** MsgType, or Event of an event. */
	name: string;
	isEvent: boolean;
	msgId: string | null;
	createTime: number;
	openid: string | null;
	fields: Fields;
	/** Never tried again (some notifications are like that). */
	singleShot?: boolean;
}

export interface Attempt {
	number: number;
	/** A push of the same packet that no missing answer caused. */
	duplicate: boolean;
	at: number;
	ms: number;
	request: { method: string; url: string; headers: Record<string, string>; body: string; plain: string };
	response: { status: number; headers: Record<string, unknown>; body: string; plain?: string } | null;
	verdict: Verdict;
	reason?: string;
	faults: string[];
	/** An answer that came after the timeout; it changes nothing. */
	lateAnswer?: LateAnswer;
}

export interface Delivery {
	id: string;
	appid: string;
	openid: string | null;
	name: string;
	isEvent: boolean;
	msgId: string | null;
	createTime: number;
	at: number;
	/** null while it is under way. LOST: a fault kept it from being sent. */
	verdict: Exclude<Verdict, "NO_ANSWER" | "BAD_ANSWER"> | "FAIL" | "LOST" | null;
	/** What the user is shown when it failed. */
	notice: "kfUnavailable" | "serviceFault" | null;
	/** What a service account answered with, instead of sending it. */
	passive: Record<string, unknown> | null;
	/** The agent a service account transferred to. */
	kfAccount: string | null;
	attempts: Attempt[];
	/** Pushes the same packet again, `copies` at the same instant and byte for byte alike. */
	repeat(copies: number): Promise<void>;
}

export const newDelivery = (
	id: string,
	{ appid, at }: { appid: string; at: number },
	packet: Packet,
	repeat: Delivery["repeat"],
): Delivery => ({
	id,
	appid,
	openid: packet.openid,
	name: packet.name,
	isEvent: packet.isEvent,
	msgId: packet.msgId,
	createTime: packet.createTime,
	at,
	verdict: null,
	notice: null,
	passive: null,
	kfAccount: null,
	attempts: [],
	repeat,
});
