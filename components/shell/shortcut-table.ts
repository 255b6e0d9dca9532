/**
 * Every key of the console, once: what the sheet shows and what the keyboard does cannot differ.
 * `codes` are physical keys (`KeyboardEvent.code`), so that they work while a Chinese input method is on.
 */
export interface Shortcut {
	group: (typeof SHORTCUT_GROUPS)[number];
	/** As printed, key by key. */
	keys: string[];
	/** Keys to press one after the other; absent where the field itself handles the key. */
	codes?: string[];
	shift?: boolean;
	/** With Alt (⌥): types nothing that is wanted, and so works in fields too. */
	alt?: boolean;
	/** With ⌘ or Ctrl: works in fields too. */
	mod?: boolean;
	/** Where the key differs from keyboard to keyboard: what it types, full width too. */
	characters?: string[];
	/** Several keys that do the same with a different number, e.g. 1–6. */
	anyOf?: string[];
	/** Goes on while the key is held down. */
	repeats?: boolean;
	/** The sheet tells it together with the one before. */
	unlisted?: boolean;
}

export const SHORTCUT_GROUPS = ["list", "conversation", "composer", "mode", "goTo", "global"] as const;

const SHORTCUTS = {
	next: { group: "list", keys: ["J", "K"], codes: ["KeyJ"], repeats: true },
	previous: { group: "list", keys: ["K"], codes: ["KeyK"], repeats: true, unlisted: true },
	open: { group: "list", keys: ["↵"] },
	claimNext: { group: "list", keys: ["C"], codes: ["KeyC"] },
	nextUnread: { group: "list", keys: ["⇧", "J"], codes: ["KeyJ"], shift: true },
	select: { group: "list", keys: ["X"], codes: ["KeyX"] },
	search: { group: "list", keys: ["/"], characters: ["/", "／"] },
	views: {
		group: "list",
		keys: ["1–6"],
		anyOf: ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6"],
	},
	reply: { group: "conversation", keys: ["R"], codes: ["KeyR"] },
	note: { group: "conversation", keys: ["N"], codes: ["KeyN"] },
	end: { group: "conversation", keys: ["E"], codes: ["KeyE"] },
	assign: { group: "conversation", keys: ["A"], codes: ["KeyA"] },
	assignToMe: { group: "conversation", keys: ["I"], codes: ["KeyI"] },
	tag: { group: "conversation", keys: ["L"], codes: ["KeyL"] },
	remind: { group: "conversation", keys: ["H"], codes: ["KeyH"] },
	takeOver: { group: "conversation", keys: ["T"], codes: ["KeyT"] },
	send: { group: "composer", keys: ["↵"] },
	newline: { group: "composer", keys: ["⇧", "↵"] },
	sendAndEnd: { group: "composer", keys: ["⌘", "⇧", "↵"] },
	quickReply: { group: "composer", keys: ["/"] },
	card: { group: "composer", keys: ["⌥", "P"], codes: ["KeyP"], alt: true },
	link: { group: "composer", keys: ["⌥", "L"], codes: ["KeyL"], alt: true },
	backToList: { group: "composer", keys: ["Esc"] },
	modeBot: { group: "mode", keys: ["M", "B"], codes: ["KeyM", "KeyB"] },
	modeAgent: { group: "mode", keys: ["M", "A"], codes: ["KeyM", "KeyA"] },
	modeTransfer: { group: "mode", keys: ["M", "X"], codes: ["KeyM", "KeyX"] },
	goToInbox: { group: "goTo", keys: ["G", "I"], codes: ["KeyG", "KeyI"] },
	goToSimulator: { group: "goTo", keys: ["G", "S"], codes: ["KeyG", "KeyS"] },
	palette: { group: "global", keys: ["⌘", "K"], codes: ["KeyK"], mod: true },
	viewsPane: { group: "global", keys: ["["], characters: ["[", "【"] },
	customerPanel: { group: "global", keys: ["]"], characters: ["]", "】"] },
	preferences: { group: "global", keys: ["⌘", ","], codes: ["Comma"], mod: true },
	sheet: { group: "global", keys: ["?"], characters: ["?", "？"] },
	leave: { group: "global", keys: ["Esc"], codes: ["Escape"] },
} satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof SHORTCUTS;

/** The table with its members as plain shortcuts. */
export const shortcutEntries = Object.entries(SHORTCUTS) as [ShortcutName, Shortcut][]; // keys of the literal above

/** The keys of a shortcut for a tooltip or a menu, as printed: "⌥P", "M B". */
export const keyHintOf = (name: ShortcutName): string => {
	const { keys, codes }: Shortcut = SHORTCUTS[name];
	return keys.join(codes?.length === 2 ? " " : "");
};

/** Whether a key types nothing by itself, so that it works in fields and cannot be switched off with the single keys. */
export const hasModifier = (name: ShortcutName): boolean => {
	const { alt, mod }: Shortcut = SHORTCUTS[name];
	return Boolean(alt || mod);
};

/** Whether a held key runs it again and again. */
export const repeats = (name: ShortcutName): boolean => {
	const { repeats }: Shortcut = SHORTCUTS[name];
	return Boolean(repeats);
};

export type KeyMatch =
	/** Run it; `index` tells which of several keys it was. */
	| { kind: "run"; name: ShortcutName; index: number }
	/** The first key of a chord: wait for the second. */
	| { kind: "chord"; first: string }
	| { kind: "none" };

interface KeyPress {
	code: string;
	key: string;
	shiftKey: boolean;
	altKey?: boolean;
	ctrlKey?: boolean;
	metaKey?: boolean;
}

/** What a key press means, when `first` was pressed just before it. */
export function matchShortcut(press: KeyPress, first: string | null): KeyMatch {
	const mod = Boolean(press.ctrlKey || press.metaKey);
	for (const [name, shortcut] of shortcutEntries) {
		if (Boolean(shortcut.alt) !== Boolean(press.altKey) || Boolean(shortcut.mod) !== mod) continue;
		if (!first && shortcut.characters?.includes(press.key)) return { kind: "run", name, index: 0 };
		const index = shortcut.anyOf?.indexOf(press.code) ?? -1;
		if (index >= 0 && !press.shiftKey && !first) return { kind: "run", name, index };
		if (!shortcut.codes || Boolean(shortcut.shift) !== press.shiftKey) continue;
		const [one, two] = shortcut.codes;
		if (first ? one === first && two === press.code : !two && one === press.code)
			return { kind: "run", name, index: 0 };
		if (!first && two && one === press.code) return { kind: "chord", first: press.code };
	}
	return { kind: "none" };
}
