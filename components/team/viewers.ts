import type { ConversationViewers, Viewer } from "@/lib/conversations/team-schema";

/** Who else is in the conversations on screen. */
export interface Viewers {
	subscribe: (onChange: () => void) => () => void;
	/** The same array until somebody comes, goes, begins or ends to write. */
	of: (conversationId: string) => readonly Viewer[];
	/** Keeps a conversation true while it is on screen; returns how to stop. */
	watch: (conversationId: string) => () => void;
	/** What an answer says of one conversation. */
	put: (conversationId: string, viewers: readonly Viewer[]) => void;
	/** Something changed in these, or, when hints may be missing, in any. */
	hear: (conversationIds: readonly string[] | "any") => void;
}

interface ViewersOptions {
	/** Conversations in which nobody is are left out of the answer. */
	ask: (conversationIds: string[]) => Promise<ConversationViewers[]>;
	/** The server's time, in ms. */
	now: () => number;
}

/** Hints and rows of this long are one question. */
const ASK_DELAY_MS = 80;
/** So long before a sign runs out it is asked for again: who goes on looking or writing has beaten by then. */
const RENEW_MS = 2500;
/** As many as one question takes. */
const MOST = 100;
const NOBODY: readonly Viewer[] = [];

/** Asks only for what is watched, when something changed there or when a sign has run out: who falls silent tells nobody. */
export function createViewers({ ask, now }: ViewersOptions): Viewers {
	const byConversation = new Map<string, readonly Viewer[]>();
	const watched = new Map<string, number>();
	const wanted = new Set<string>();
	const listeners = new Set<() => void>();
	let asking = false;
	let expiring: ReturnType<typeof setTimeout> | undefined;

	function put(conversationId: string, viewers: readonly Viewer[]): void {
		const before = byConversation.get(conversationId) ?? NOBODY;
		const after = viewers.map((viewer) => stillTrue(viewer, now())).filter((viewer) => viewer !== null);
		if (after.length === 0) byConversation.delete(conversationId);
		else byConversation.set(conversationId, isSame(before, after) ? refresh(before, after) : after);
		if (!isSame(before, after)) for (const listener of listeners) listener();
		scheduleExpiry();
	}

	function want(conversationIds: Iterable<string>): void {
		for (const id of conversationIds) if (watched.has(id)) wanted.add(id);
		if (wanted.size === 0 || asking) return;
		asking = true;
		setTimeout(() => void run(), ASK_DELAY_MS);
	}

	async function run(): Promise<void> {
		const ids = [...wanted].slice(0, MOST);
		for (const id of ids) wanted.delete(id);
		try {
			// What was wanted may have left the screen meanwhile.
			const answers = ids.length > 0 ? await ask(ids) : [];
			const found = new Map(answers.map((item) => [item.conversationId, item.viewers]));
			for (const id of ids) put(id, found.get(id) ?? NOBODY);
		} catch {
			// Colleagues on screen are an ornament; what is known runs out by itself.
		}
		asking = false;
		want([]);
	}

	function scheduleExpiry(): void {
		clearTimeout(expiring);
		const ends = [...byConversation.values()].flat().map(endOf);
		if (ends.length === 0) return;
		const leftMs = Math.min(...ends) - now();
		expiring = setTimeout(expire, Math.max(0, leftMs > RENEW_MS ? leftMs - RENEW_MS : leftMs) + 1);
	}

	/** Asks before a sign runs out, and takes away what has. */
	function expire(): void {
		const ending = [...byConversation].filter(([, viewers]) =>
			viewers.some((one) => endOf(one) - now() <= RENEW_MS),
		);
		want(ending.map(([id]) => id));
		for (const [id, viewers] of ending) put(id, viewers);
		scheduleExpiry();
	}

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		of: (conversationId) => byConversation.get(conversationId) ?? NOBODY,
		watch: (conversationId) => {
			watched.set(conversationId, (watched.get(conversationId) ?? 0) + 1);
			if (watched.get(conversationId) === 1) want([conversationId]);
			return () => {
				const left = (watched.get(conversationId) ?? 1) - 1;
				if (left > 0) return void watched.set(conversationId, left);
				watched.delete(conversationId);
				wanted.delete(conversationId);
				byConversation.delete(conversationId);
			};
		},
		put,
		hear: (conversationIds) => want(conversationIds === "any" ? watched.keys() : conversationIds),
	};
}

/** When something of it ends, in ms. */
const endOf = ({ until, typingUntil }: Viewer): number => Date.parse(typingUntil ?? until);

/** Without what has run out; null when all has. */
function stillTrue(viewer: Viewer, now: number): Viewer | null {
	if (Date.parse(viewer.until) <= now) return null;
	if (viewer.typingUntil && Date.parse(viewer.typingUntil) <= now)
		return { ...viewer, typing: null, typingUntil: null };
	return viewer;
}

const isSame = (one: readonly Viewer[], other: readonly Viewer[]): boolean =>
	one.length === other.length &&
	one.every(({ id, name, typing }, n) => {
		const twin = other[n];
		return twin?.id === id && twin.name === name && twin.typing === typing;
	});

/** Later ends in the same array: nothing is drawn anew. */
function refresh(before: readonly Viewer[], after: readonly Viewer[]): readonly Viewer[] {
	for (const [n, viewer] of before.entries()) Object.assign(viewer, after[n]);
	return before;
}
