import { inOrder } from "@/components/api/in-order";
import { RequestError } from "@/components/api/request";
import type { KeptStorage } from "@/components/ui/browser-storage";

export interface Drafts {
	subscribe: (onChange: () => void) => () => void;
	/** What is written for a conversation and not sent; undefined when this browser does not know. */
	get: (conversationId: string) => string | undefined;
	/**
	 * Takes the server's draft, and a later one as long as nothing was written over it here. What was written before the
	 * first came stands below it.
	 */
	adopt: (conversationId: string, text: string) => void;
	/** Before `adopt` this tab alone keeps it: it must not take the place of a draft that nobody has seen. */
	set: (conversationId: string, text: string) => void;
	/** Saves at once what is not saved yet; `leaving` lets the requests outlive the page. */
	flush: (leaving?: boolean) => void;
}

interface DraftsOptions {
	/** Brings it to the server; null for what this browser keeps alone. Throws RequestError. */
	save: ((conversationId: string, text: string, leaving: boolean) => Promise<unknown>) | null;
	storage: KeptStorage | null;
	delayMs: number;
	/** In ms. */
	now: () => number;
}

/** As the tab's storage has it, in JSON. */
interface Kept {
	text: string;
	/** When the server took it; null before. */
	savedAt: number | null;
}

/** A page that was drawn before a draft was saved is older than that, but hardly by more. */
const NEWS_MS = 10_000;

const storageKey = (conversationId: string): string => `kefu-words:${conversationId}`;
/** What was written while the draft was not known yet. */
const earlyKey = (conversationId: string): string => `kefu-early-words:${conversationId}`;

/**
 * Drafts, saved to the server a moment after the last key press. Until the server has one, this tab's storage keeps
 * it, so that neither a reload nor an expired session loses a word.
 */
export function createDrafts({ save, storage, delayMs, now }: DraftsOptions): Drafts {
	const texts = new Map<string, string>();
	/** Whose words stand in the field, once the server's are known. */
	const owners = new Map<string, "server" | "agent">();
	const unsaved = new Map<string, ReturnType<typeof setTimeout>>();
	/** Conversations whose next save waits for the one before, and those with one under way. */
	const waiting = new Set<string>();
	const underWay = new Set<string>();
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};

	function keep(conversationId: string, kept: Kept): void {
		// An empty draft is news for the server; where there is none it is nothing.
		if (!save && kept.text === "") storage?.removeItem(storageKey(conversationId));
		else storage?.setItem(storageKey(conversationId), JSON.stringify(kept));
	}

	/** What this tab knows better than the server did; null when it does not. */
	function findKept(conversationId: string): string | null {
		const stored = storage?.getItem(storageKey(conversationId));
		if (!stored) return null;
		const { text, savedAt } = JSON.parse(stored) as Kept; // written above, by this code
		if (savedAt === null || now() - savedAt < NEWS_MS) return text;
		storage?.removeItem(storageKey(conversationId));
		return null;
	}

	/** Saves what is written when its turn comes: a save that waits stands for all behind it. */
	function store(conversationId: string): void {
		unschedule(conversationId);
		if (waiting.has(conversationId)) return;
		waiting.add(conversationId);
		void inOrder(`draft:${conversationId}`, () => bring(conversationId, false));
	}

	async function bring(conversationId: string, leaving: boolean): Promise<void> {
		const text = texts.get(conversationId) ?? "";
		waiting.delete(conversationId);
		underWay.add(conversationId);
		try {
			await save?.(conversationId, text, leaving);
			if (texts.get(conversationId) === text) keep(conversationId, { text, savedAt: now() });
		} catch (error) {
			// Kept in this tab's storage. What was said no to, as for a conversation that is gone, waits for the next key press.
			const refused = error instanceof RequestError && !error.passing;
			const follows = unsaved.has(conversationId) || waiting.has(conversationId);
			if (!refused && !follows) schedule(conversationId, delayMs * 10);
		} finally {
			underWay.delete(conversationId);
		}
	}

	function unschedule(conversationId: string): void {
		clearTimeout(unsaved.get(conversationId));
		unsaved.delete(conversationId);
	}

	function schedule(conversationId: string, afterMs: number): void {
		if (!save) return;
		unschedule(conversationId);
		unsaved.set(
			conversationId,
			setTimeout(() => store(conversationId), afterMs),
		);
	}

	function set(conversationId: string, text: string): void {
		if ((texts.get(conversationId) ?? "") === text) return;
		texts.set(conversationId, text);
		if (owners.has(conversationId)) {
			owners.set(conversationId, "agent");
			keep(conversationId, { text, savedAt: null });
			// What was sent must not stand elsewhere as if it were not.
			schedule(conversationId, text === "" ? 0 : delayMs);
		} else if (text === "") storage?.removeItem(earlyKey(conversationId));
		else storage?.setItem(earlyKey(conversationId), text);
		tell();
	}

	function adoptFirst(conversationId: string, text: string): void {
		const early = texts.get(conversationId) ?? storage?.getItem(earlyKey(conversationId)) ?? "";
		storage?.removeItem(earlyKey(conversationId));
		const known = findKept(conversationId) ?? text;
		texts.set(conversationId, known);
		owners.set(conversationId, known === text ? "server" : "agent");
		if (known !== text) schedule(conversationId, delayMs);
		if (early.trim() === "" || early === known) tell();
		else set(conversationId, joinTexts(known, early));
	}

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		get: (conversationId) => texts.get(conversationId),
		adopt: (conversationId, text) => {
			const owner = owners.get(conversationId);
			if (!owner) adoptFirst(conversationId, text);
			else if (owner === "server" && texts.get(conversationId) !== text) {
				texts.set(conversationId, text);
				tell();
			}
		},
		set,
		flush: (leaving = false) => {
			if (!leaving) for (const conversationId of [...unsaved.keys()]) store(conversationId);
			// A page that goes takes a save under way with it.
			else
				for (const conversationId of new Set([...unsaved.keys(), ...waiting, ...underWay])) {
					unschedule(conversationId);
					void bring(conversationId, true);
				}
		},
	};
}

/** Two texts that were meant for one field: the second on a line of its own. */
export const joinTexts = (first: string, second: string): string =>
	[first, second].filter((text) => text.trim() !== "").join("\n");
