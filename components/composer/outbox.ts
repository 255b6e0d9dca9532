import type { RequestError } from "@/components/api/request";
import type { Reply } from "@/lib/conversations/reply-schema";
import type { Message } from "@/lib/conversations/schema";

/** A reply that the server does not have yet, or has refused. */
export interface Unsent {
	/** The same at every attempt, so that the server takes the reply once. */
	clientKey: string;
	conversationId: string;
	text: string;
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
	send: (conversationId: string, text: string, at: string) => void;
	/** Tries a refused reply again, under the same key. */
	retry: (clientKey: string) => void;
	/** Takes a refused reply out. */
	discard: (clientKey: string) => void;
	/** Tries all that wait for the network. */
	flush: () => void;
	/** Takes up what an earlier page of this tab left. */
	restore: () => void;
}

interface OutboxOptions {
	/** Throws RequestError. */
	post: (conversationId: string, reply: Reply) => Promise<Message>;
	onPosted: (conversationId: string, message: Message) => void;
	newKey: () => string;
	storage: Pick<Storage, "getItem" | "setItem"> | null;
}

const STORAGE_KEY = "kefu-outbox";
const NOTHING: readonly Unsent[] = [];

/** Sends replies one after the other in each conversation, keeps them while the network is away, and never twice. */
export function createOutbox({ post, onPosted, newKey, storage }: OutboxOptions): Outbox {
	const byConversation = new Map<string, readonly Unsent[]>();
	const sending = new Set<string>();
	/** Conversations that were asked to send while they were at it: a failure meanwhile is not the last word. */
	const askedAgain = new Set<string>();
	const listeners = new Set<() => void>();

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
		change(item, { state: "sending", error: null });
		try {
			const { clientKey, text } = item;
			const message = await post(item.conversationId, { clientKey, type: "text", text });
			onPosted(item.conversationId, message);
			remove(item);
			return true;
		} catch (cause) {
			const error = cause as RequestError; // the only thing `post` throws
			if (!error.passing) {
				change(item, { state: "refused", error });
				return true;
			}
			// Those behind it wait with it, in their order.
			const line = of(item.conversationId);
			set(
				item.conversationId,
				line.map((other) => (other.state === "sending" ? { ...other, state: "waiting" } : other)),
			);
			return false;
		}
	}

	const find = (clientKey: string) =>
		[...byConversation.values()].flat().find((item) => item.clientKey === clientKey);

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		of,
		send: (conversationId, text, at) => {
			const item: Unsent = { clientKey: newKey(), conversationId, text, at, state: "sending", error: null };
			set(conversationId, [...of(conversationId), item]);
			void drain(conversationId);
		},
		retry: (clientKey) => {
			const item = find(clientKey);
			if (!item) return;
			change(item, { state: "waiting", error: null });
			void drain(item.conversationId);
		},
		discard: (clientKey) => {
			const item = find(clientKey);
			if (item) remove(item);
		},
		flush: () => {
			for (const conversationId of byConversation.keys()) void drain(conversationId);
		},
		restore: () => {
			const left = JSON.parse(storage?.getItem(STORAGE_KEY) ?? "[]") as Unsent[]; // written above, by this code
			for (const item of left) {
				if (find(item.clientKey)) continue;
				const state = item.state === "refused" ? "refused" : "waiting";
				set(item.conversationId, [...of(item.conversationId), { ...item, state, error: null }]);
			}
			for (const conversationId of byConversation.keys()) void drain(conversationId);
		},
	};
}
