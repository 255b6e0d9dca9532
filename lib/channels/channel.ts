/** What every channel can do, whatever its protocol. The registry finds it by kind. */
import type { MessageContent, OutgoingContent } from "@/lib/channels/message";
import type { PauseCause } from "@/lib/channels/pause";
import type { MediaFailure } from "@/lib/media/schema";

/** A channel with its secrets in clear, for the time of one request. Never logged, never sent to a browser. */
export interface ChannelAccount {
	id: string;
	kind: "miniprogram" | "kf";
	name: string;
	appId: string;
	originalId: string;
	encryption: "plain" | "compat" | "safe";
	format: "xml" | "json";
	appSecret: string;
	token: string;
	encodingAesKey: string | null;
	/** cloudrun: pushes come over WeChat's own network, without signature. */
	hosting: "url" | "cloudrun";
	/** How far a push's timestamp may be from now, in seconds; null: not looked at. */
	freshnessSeconds: number | null;
	/** Where pushes that are not customer service go. */
	relayUrl: string | null;
	watchSourceIps: boolean;
	/** Addresses and ranges from which WeChat says it pushes; empty until asked. */
	callbackIps: readonly string[];
	/** Kinds of its open alarms, as of the last reading: what works again knows whether there is something to heal. */
	openAlarms: readonly string[];
}

/** What of a request at the push door is known before its body is read. */
interface PushHead {
	query: URLSearchParams;
	/** The header x-wx-source, which WeChat's cloud hosting sets. */
	source?: string | null;
}

/** A request at the push door, as plain values. */
interface PushRequest extends PushHead {
	body: Uint8Array;
}

/** What a customer's act allows us to send. */
interface GrantOffer {
	limit: number;
	seconds: number;
}

interface InboundBase {
	/** Unique for ever in its channel; the same for every copy of a push. */
	dedupeKey: string;
}

/** A push in our own words. `other` is kept raw and answered, and touches no conversation. */
export type Inbound = InboundBase &
	(
		| {
				kind: "message";
				externalId: string;
				occurredAt: Date;
				content: MessageContent;
				/** A picture to be fetched; at least one of the two is there. */
				media: { wechatMediaId: string | null; sourceUrl: string | null } | null;
				grant: GrantOffer;
		  }
		| { kind: "enter"; externalId: string; occurredAt: Date; sessionFrom: string; grant: GrantOffer }
		/** `erase`: the customer whose data WeChat asks to be deleted, and when it asked. */
		| { kind: "other"; name: string; erase: { externalId: string; askedAt: Date } | null }
	);

export type PushAnswer = "success" | "transfer";

export interface HttpAnswer {
	status: number;
	contentType: string;
	/** Bytes where another backend chose them. */
	body: string | Uint8Array<ArrayBuffer>;
}

export interface OpenedPush {
	inbound: Inbound;
	/** The bytes WeChat expects for `answer`, in the channel's own format and encryption. */
	acknowledge(answer: PushAnswer, now: Date): HttpAnswer;
}

/** How one call of a send API ended. */
export type SendOutcome =
	| { outcome: "accepted" }
	/**
	 * No, definitely. `why` window: nothing can be sent to this customer now, whatever it says, although the ledger thought so;
	 * ours: WeChat was not even asked.
	 */
	| { outcome: "refused"; errcode: number; errmsg: string; why?: "window" | "ours" }
	/** Nothing was delivered and trying again may help. */
	| { outcome: "busy"; errcode: number | null; errmsg: string }
	/** Nothing was delivered, and nothing of this channel can be for now. */
	| ({ outcome: "paused" } & PauseCause)
	/** The bytes left and no answer came: it may have been delivered. */
	| { outcome: "unknown"; errmsg: string };

/** How one try to get a customer's picture ended; nobody has looked into the bytes. */
export type FetchedMedia =
	| { outcome: "fetched"; bytes: Uint8Array }
	| { outcome: "failed"; failure: MediaFailure };

/** Why a text cannot be sent as it is, a code of `AppError`; `at` is where its fault begins in the text. */
export interface TextFault {
	code: "foreign_link" | "broken_link" | "unsafe_link";
	at: number;
}

export interface ChannelProtocol {
	/** The text that proves the URL to WeChat. @throws AppError `push_refused` */
	verifyUrl(query: URLSearchParams, account: ChannelAccount): string;
	/** False when the head alone shows a stranger; true proves nothing about the body. */
	mayBeGenuine(head: PushHead, account: ChannelAccount): boolean;
	/** Whether WeChat only asks if anybody is here: to be answered `success` and kept nowhere. */
	isProbe(body: Uint8Array, account: ChannelAccount): boolean;
	/** Verifies, decrypts and reads a push. @throws AppError `push_refused`, `push_malformed` */
	openPush(request: PushRequest, account: ChannelAccount, now: Date): OpenedPush;
	/** The first thing in a text that the customer would not see as it is meant; null when it may be sent. */
	checkText(account: ChannelAccount, text: string): TextFault | null;
	/** Sends one message; never throws for what WeChat or the network says. */
	send(account: ChannelAccount, externalId: string, content: OutgoingContent): Promise<SendOutcome>;
	/** The bytes behind the media id of a push; never throws for what WeChat or the network says. */
	fetchMedia(account: ChannelAccount, wechatMediaId: string): Promise<FetchedMedia>;
}
