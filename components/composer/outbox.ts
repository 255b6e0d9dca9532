import { RequestError } from "@/components/api/request";
import type { Note, Reply, ReplyContent } from "@/lib/conversations/reply-schema";
import type { AgentRef, Message } from "@/lib/conversations/schema";
import type { FieldCard } from "./cards/field-cards";
import { createRetries } from "./retries";

/** A picture that may still be on its way up. */
export interface OutgoingPicture {
	pictureId: string;
	mediaId: string | null;
}

/** What a reply or a note says, as the screen knows it. */
export type Outgoing =
	| Extract<ReplyContent, { type: "text" }>
	| ({ type: "image" } & OutgoingPicture)
	| { type: "card"; card: FieldCard }
	| { type: "note"; text: string; mentions: AgentRef[]; picture: OutgoingPicture | null };

/** The picture that has to be on the server before this can go. */
export function pictureOf(content: Outgoing): OutgoingPicture | null {
	if (content.type === "image") return content;
	return content.type === "note" ? content.picture : null;
}

/** A reply that the server does not have yet, or has refused. */
export interface Unsent {
	/** The same at every attempt, so that the server takes the reply once. */
	clientKey: string;
	conversationId: string;
	content: Outgoing;
	/** Where nothing can be sent now the server keeps it until the customer writes. */
	hold: boolean;
	/** ISO-8601 UTC, by the server's clock. */
	at: string;
	/** `sending` now; `waiting` for the network; `refused` for good, with the reason. */
	state: "sending" | "waiting" | "refused";
	error: RequestError | null;
}

export interface Outbox {
	subscribe: (onChange: () => void) => () => void;
	/** Unsent replies of one conversation, oldest first; the same array until one of them changes. */
	of: (conversationId: string) => readonly Unsent[];
	/**
	 * Sends these one after the other; nothing comes between them. Resolves when all are with the server: true; or when one
	 * of them was refused: false.
	 */
	send: (
		conversationId: string,
		contents: readonly Outgoing[],
		options: Pick<Unsent, "at" | "hold">,
	) => Promise<boolean>;
	/** Tries a refused reply again, under the same key; with `hold` it may wait for the customer. */
	retry: (clientKey: string, options?: { hold: boolean }) => void;
	/** Takes a refused reply out. */
	discard: (clientKey: string) => void;
	/** Tries all that wait for the network. */
	flush: () => void;
	/** Takes up what an earlier page of this tab left. */
	restore: () => void;
	/** Plans no further try until `restore`: the page is left. */
	rest: () => void;
}

interface OutboxOptions {
	/** The server's id of a picture, once it is there. Throws RequestError. */
	mediaOf: (pictureId: string) => Promise<string>;
	/** Throws RequestError. */
	post: (conversationId: string, said: Reply | Note) => Promise<Message>;
	onPosted: (item: Unsent, message: Message) => void;
	newKey: () => string;
	/** False while a try is in vain for certain; once there is a network again, `flush` is called. */
	online: () => boolean;
	storage: Pick<Storage, "getItem" | "setItem"> | null;
}

/** How many of these still cost a reply of the window. */
export const countReplies = (unsent: readonly Unsent[]): number =>
	unsent.filter(({ state, content }) => state !== "refused" && content.type !== "note").length;

/** Without those the server has answered for in the meantime: they are among these messages. */
export function withoutKnown(unsent: readonly Unsent[], messages: readonly Message[]): readonly Unsent[] {
	const known = new Set(
		messages.map((message) => (message.direction === "event" ? null : message.clientKey)),
	);
	return unsent.filter((item) => !known.has(item.clientKey));
}

const STORAGE_KEY = "kefu-replies";
const NOTHING: readonly Unsent[] = [];

/** Sends replies one after the other in each conversation, keeps them while the network is away, and never twice. */
export function createOutbox({ mediaOf, post, onPosted, newKey, online, storage }: OutboxOptions): Outbox {
	const byConversation = new Map<string, readonly Unsent[]>();
	const sending = new Set<string>();
	/** Conversations that were asked to send while they were at it: a failure meanwhile is not the last word. */
	const askedAgain = new Set<string>();
	/** Who waits to hear whether a reply was taken. */
	const told = new Map<string, (taken: boolean) => void>();
	const listeners = new Set<() => void>();
	const retries = createRetries((conversationId) => {
		if (online()) void drain(conversationId);
	});
	let resting = false;

	const of = (conversationId: string) => byConversation.get(conversationId) ?? NOTHING;

	function set(conversationId: string, items: readonly Unsent[]): void {
		byConversation.set(conversationId, items);
		storage?.setItem(STORAGE_KEY, JSON.stringify([...byConversation.values()].flat()));
		for (const listener of listeners) listener();
	}

	const change = (item: Unsent, next: Partial<Unsent>) =>
		set(
			item.conversationId,
			of(item.conversationId).map((other) =>
				other.clientKey === item.clientKey ? { ...other, ...next } : other,
			),
		);

	const tell = ({ clientKey }: Unsent, taken: boolean) => {
		told.get(clientKey)?.(taken);
		told.delete(clientKey);
	};

	const remove = (item: Unsent) =>
		set(
			item.conversationId,
			of(item.conversationId).filter((other) => other.clientKey !== item.clientKey),
		);

	async function drain(conversationId: string): Promise<void> {
		if (sending.has(conversationId)) {
			askedAgain.add(conversationId);
			return;
		}
		sending.add(conversationId);
		try {
			for (;;) {
				const next = of(conversationId).find((item) => item.state !== "refused");
				if (!next) return;
				if (!(await attempt(next)) && !askedAgain.delete(conversationId)) return;
			}
		} finally {
			sending.delete(conversationId);
			askedAgain.delete(conversationId);
		}
	}

	/** False when the line has to wait. */
	async function attempt(item: Unsent): Promise<boolean> {
		const { conversationId } = item;
		retries.trying(conversationId);
		change(item, { state: "sending", error: null });
		try {
			const message = await post(conversationId, await resolve(item));
			retries.decided(conversationId);
			onPosted(item, message);
			remove(item);
			tell(item, true);
			return true;
		} catch (cause) {
			const error = cause as RequestError; // the only thing `post` throws
			if (!error.passing) {
				retries.decided(conversationId);
				change(item, { state: "refused", error });
				tell(item, false);
				return true;
			}
			// Those behind it wait with it, in their order.
			const line = of(conversationId);
			set(
				conversationId,
				line.map((other) => (other.state === "sending" ? { ...other, state: "waiting" } : other)),
			);
			// Where nobody is signed in, a further try waits until somebody is: then `flush` is called.
			if (!resting && error.status !== 401) retries.later(conversationId);
			return false;
		}
	}

	/** As the API takes it; a picture is brought to the server first, and its id kept for a later attempt. */
	async function resolve(item: Unsent): Promise<Reply | Note> {
		const { clientKey, content } = item;
		const hold = item.hold && { hold: true };
		if (content.type === "text") return { clientKey, ...content, ...hold };
		if (content.type === "card") return { clientKey, ...content.card.reply, ...hold };
		if (content.type === "image")
			return { clientKey, type: "image", mediaId: await bring(item, content), ...hold };
		const { text, mentions, picture } = content;
		return {
			clientKey,
			type: "note",
			text,
			mentions: mentions.map(({ id }) => id),
			...(picture && { mediaId: await bring(item, picture) }),
		};
	}

	async function bring(item: Unsent, { pictureId, mediaId: known }: OutgoingPicture): Promise<string> {
		if (known) return known;
		const mediaId = await mediaOf(pictureId);
		const { content } = item;
		if (content.type === "image") change(item, { content: { ...content, mediaId } });
		if (content.type === "note") change(item, { content: { ...content, picture: { pictureId, mediaId } } });
		return mediaId;
	}

	const find = (clientKey: string) =>
		[...byConversation.values()].flat().find((item) => item.clientKey === clientKey);

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		of,
		send: (conversationId, contents, { at, hold }) => {
			const items = contents.map(
				(content): Unsent => ({
					clientKey: newKey(),
					conversationId,
					content,
					hold,
					at,
					state: "sending",
					error: null,
				}),
			);
			set(conversationId, [...of(conversationId), ...items]);
			const taken = items.map(
				({ clientKey }) => new Promise<boolean>((resolve) => told.set(clientKey, resolve)),
			);
			void drain(conversationId);
			return Promise.all(taken).then((all) => all.every(Boolean));
		},
		retry: (clientKey, options) => {
			const item = find(clientKey);
			if (!item) return;
			change(item, { state: "waiting", error: null, ...options });
			void drain(item.conversationId);
		},
		discard: (clientKey) => {
			const item = find(clientKey);
			if (!item) return;
			remove(item);
			tell(item, false);
		},
		flush: () => {
			for (const conversationId of byConversation.keys()) void drain(conversationId);
		},
		restore: () => {
			resting = false;
			const left = JSON.parse(storage?.getItem(STORAGE_KEY) ?? "[]") as Unsent[]; // written above, by this code
			for (const item of left) {
				if (find(item.clientKey)) continue;
				const { code, status, details } = item.error ?? {};
				const refused = item.state === "refused" && code && status !== undefined;
				const error = refused ? new RequestError(code, status, details) : null;
				const state = refused ? "refused" : "waiting";
				set(item.conversationId, [...of(item.conversationId), { ...item, state, error }]);
			}
			for (const conversationId of byConversation.keys()) void drain(conversationId);
		},
		rest: () => {
			resting = true;
			retries.stop();
		},
	};
}
