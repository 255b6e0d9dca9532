import { coalesce } from "@/components/live/coalesce";
import { BEAT_MS } from "@/lib/conversations/limits";
import type { Beat, BeatAnswer, Writing } from "@/lib/conversations/team-schema";
import { SECOND_MS } from "@/lib/time";
import { isShownElsewhere, type TabNews, writingElsewhere } from "./tabs";

/** Signs of life of one tab, towards the server and towards the other tabs of this browser. */
export interface Beats {
	/** The conversation on screen; null: none. */
	show: (conversationId: string | null) => void;
	/** Something was written there just now; null: no more. */
	write: (conversationId: string, writing: Writing | null) => void;
	/** The tab can be seen, or no longer. */
	see: (visible: boolean) => void;
	/** Somebody has touched this tab. */
	touch: () => void;
	/** Time goes on: to be called every few seconds, whatever calls it. */
	tick: () => void;
	/** Beats now. */
	beat: () => void;
	/** Another tab of this browser has said something. */
	hear: (news: TabNews) => void;
	/** The page is left, or the person signs out: the last beat, until `comeBack`. */
	leave: () => void;
	comeBack: () => void;
	/** Nobody is signed in: no more beats until `resume`. */
	pause: () => void;
	resume: () => void;
}

interface BeatsOptions {
	/** Unlike any other tab's. */
	tab: string;
	/** What it throws is nobody's business: the screen is told elsewhere that there is no network. */
	post: (sign: Beat) => Promise<BeatAnswer>;
	/** For the last beat; outlives the page. */
	beacon: (sign: Beat) => void;
	tell: (news: TabNews) => void;
	onAnswer: (answer: BeatAnswer, conversationId: string | null) => void;
	/** A clock that only goes forward, in ms. */
	now: () => number;
}

/** Changes within this time are one beat. */
const SOON_MS = 150;
/** Without a key press for so long nobody writes any more. */
const WRITING_PAUSE_MS = 8 * SECOND_MS;

export function createBeats({ tab, post, beacon, tell, onAnswer, now }: BeatsOptions): Beats {
	const others = new Map<string, TabNews>();
	let shown: string | null = null;
	/** What the server believes is on screen here. */
	let told: string | null = null;
	/** What it may still believe: nobody has confirmed that it heard of our leaving. */
	let leaving: string | null = null;
	/** Requests may overtake each other; the server goes by this. */
	let number = 0;
	let written: { what: Writing; at: number } | null = null;
	let visible = true;
	let touched = true;
	let idle = false;
	let beatAt = Number.NEGATIVE_INFINITY;
	let paused = false;
	let gone = false;
	let soon: ReturnType<typeof setTimeout> | undefined;

	const news = (closed = false): TabNews => ({
		tab,
		conversationId: visible ? shown : null,
		writing: written?.what ?? null,
		visible,
		closed,
		at: now(),
	});

	/** The conversation, unless it is on screen, here or in another tab. */
	const unlessShown = (id: string | null, here: string | null): string | undefined =>
		id === null || id === here || isShownElsewhere(others.values(), id, now()) ? undefined : id;

	function signOf(): Beat {
		const here = visible ? shown : null;
		const leftId = unlessShown(told, here) ?? unlessShown(leaving, here);
		return {
			conversationId: here,
			typing: here === null ? null : (written?.what ?? writingElsewhere(others.values(), here, now())),
			active: touched,
			visible,
			...(leftId && { leftId }),
			closing: false,
			tab,
			number: ++number,
		};
	}

	const run = coalesce(async () => {
		if (paused || gone) return;
		const sign = signOf();
		told = sign.conversationId;
		leaving = sign.leftId ?? null;
		touched = false;
		beatAt = now();
		tell(news());
		try {
			const answer = await post(sign);
			leaving = null;
			idle = answer.idle;
			onAnswer(answer, sign.conversationId);
		} catch {
			// The next beat says it again; whoever has to know has left by then.
			touched ||= sign.active;
		}
	});

	const beat = () => {
		clearTimeout(soon);
		soon = undefined;
		void run();
	};
	const beatSoon = () => {
		soon ??= setTimeout(beat, SOON_MS);
	};

	const beatsElsewhere = () =>
		[...others.values()].some(({ at, closed }) => !closed && now() - at < BEAT_MS + SOON_MS);

	return {
		show: (conversationId) => {
			if (shown === conversationId) return;
			shown = conversationId;
			written = null;
			beatSoon();
		},
		write: (conversationId, what) => {
			if (conversationId !== shown) return;
			const before = written?.what ?? null;
			written = what && { what, at: now() };
			if (before !== what) beatSoon();
		},
		see: (isVisible) => {
			if (visible === isVisible) return;
			visible = isVisible;
			touched ||= isVisible;
			beatSoon();
		},
		touch: () => {
			touched = true;
			if (idle) {
				idle = false;
				beatSoon();
			}
		},
		tick: () => {
			if (written && now() - written.at > WRITING_PAUSE_MS) {
				written = null;
				return beat();
			}
			const due = now() - beatAt >= BEAT_MS;
			// What nobody can see has nothing to say that another tab does not say for it.
			if (due && (visible || !beatsElsewhere())) beat();
		},
		beat,
		hear: (other) => {
			if (other.tab !== tab) others.set(other.tab, { ...other, at: now() });
		},
		leave: () => {
			clearTimeout(soon);
			soon = undefined;
			if (gone) return;
			gone = true;
			if (paused) return;
			tell(news(true));
			const left = unlessShown(told, null);
			const leftId = unlessShown(leaving, told);
			const last = { typing: null, active: false, visible: false, tab, number: ++number };
			// Another tab stays: the person does, too.
			if (beatsElsewhere()) beacon({ ...last, conversationId: null, leftId: left ?? leftId, closing: false });
			else beacon({ ...last, conversationId: left ?? null, ...(leftId && { leftId }), closing: true });
		},
		comeBack: () => {
			if (!gone) return;
			gone = false;
			beat();
		},
		pause: () => {
			paused = true;
		},
		resume: () => {
			if (!paused) return;
			paused = false;
			beat();
		},
	};
}
