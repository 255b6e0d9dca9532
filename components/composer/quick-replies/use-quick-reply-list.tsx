"use client";

import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { usePaletteSource } from "@/components/shell/commands/palette-sources";
import { onDemand } from "@/components/ui/on-demand";
import { matchQuickReplies } from "@/lib/conversations/quick-reply-match";
import type { QuickReplyItem } from "@/lib/conversations/quick-reply-schema";
import { fillText, variablesOfText } from "@/lib/conversations/quick-reply-text";
import { insertText } from "../insert-text";
import { slashToken, type Token } from "../token";
import { type TokenList, useTokenList } from "../use-token-list";
import { blanksOf } from "./blanks";
import { type NewQuickReply, useQuickReplies } from "./quick-reply-data";
import { QuickReplyPopover } from "./quick-reply-popover";

const QuickReplyDialog = onDemand(async () => (await import("./quick-reply-dialog")).default);
/** So many are drawn; who needs more types a letter. */
const SHOWN_MAX = 50;

interface QuickReplyOptions {
	field: RefObject<HTMLTextAreaElement | null>;
	text: string;
	channelId: string;
	/** What is filled in by itself. */
	known: Readonly<Record<string, string>>;
	/** Sends a text at once; false when it may not leave now. */
	onSend: (text: string) => boolean;
	/** Shows a card of the library, to be filled in. */
	onCard: (card: NonNullable<QuickReplyItem["card"]>) => void;
}

interface QuickReplyTool {
	list: TokenList<QuickReplyItem>;
	popover: ReactNode;
	dialog: ReactNode;
	/** Something of this tool is over the page. */
	busy: boolean;
	/** Begins to look for one at the cursor. */
	open: () => void;
}

/** Quick replies of a field: found behind a slash, put in with what is known, sent at once with ⌘ or Ctrl. */
export function useQuickReplyList(options: QuickReplyOptions): QuickReplyTool {
	const { field, text, channelId, known, onSend, onCard } = options;
	const [group, setGroup] = useState<string | null>(null);
	const [making, setMaking] = useState<{ start: NewQuickReply; at: Token } | null>(null);
	const wanted = /[/／、]/.test(text) || making !== null;
	const pending = useRef<{ text: string; at: Token } | null>(null);
	useEffect(() => {
		// The dialog holds the focus until it is gone.
		if (making || !pending.current || !field.current) return;
		insertText(field.current, pending.current.text, pending.current.at);
		pending.current = null;
	}, [making, field]);
	const { replies, failed, refresh, create, used } = useQuickReplies(channelId, wanted);

	const list = useTokenList({
		field,
		text,
		find: slashToken,
		keepEmpty: true,
		itemsOf: ({ query }) => (replies ? found(replies, group, query) : null),
		onTake: (reply, token, direct) => {
			if (!reply) make(token);
			else take(reply, token, direct);
		},
	});

	function take(reply: QuickReplyItem, token: Token, direct: boolean) {
		const element = field.current;
		if (!element) return;
		used(reply);
		const filled = fillText(reply.text, known);
		const complete = variablesOfText(filled).length === 0;
		const isSent = reply.card === null && direct && complete && onSend(filled);
		insertText(element, reply.card || isSent ? "" : filled, token);
		if (reply.card) onCard(reply.card);
		if (!complete) selectFirstBlank(element, token.from);
	}

	const atCursor = useRef<(reply: QuickReplyItem) => void>(() => {});
	atCursor.current = (reply) => {
		const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
		take(reply, { from, to, query: "" }, false);
	};
	usePaletteSource(
		"quickReply",
		useCallback((reply: QuickReplyItem) => atCursor.current(reply), []),
	);

	function make(at: Token) {
		// What is written already may be what is to be kept.
		const rest = `${text.slice(0, at.from)}${text.slice(at.to)}`.trim();
		setMaking({ start: { title: at.query, shortcut: "", group: group ?? "", text: rest }, at });
	}

	const groups = [...new Set((replies ?? []).map((reply) => reply.group).filter((name) => name !== ""))];
	return {
		list,
		busy: making !== null,
		popover: list.open && (
			<QuickReplyPopover
				list={list}
				groups={groups}
				group={group}
				failed={failed}
				onGroup={setGroup}
				onRetry={refresh}
				onNew={() => list.token && make(list.token)}
			/>
		),
		dialog: making && (
			<QuickReplyDialog
				start={making.start}
				groups={groups}
				create={create}
				onMade={(reply) => {
					// In the place of what was typed to find it, unless the words stand there already.
					const written = making.start.text !== "";
					pending.current = { text: written ? "" : fillText(reply.text, known), at: making.at };
					setMaking(null);
				}}
				onClose={() => setMaking(null)}
				onFailed={() => setMaking(null)}
			/>
		),
		open: () => {
			const element = field.current;
			if (!element) return;
			const before = element.value.slice(0, element.selectionStart);
			insertText(element, before === "" || /\s$/.test(before) ? "/" : " /");
			list.follow();
		},
	};
}

function found(replies: readonly QuickReplyItem[], group: string | null, query: string): QuickReplyItem[] {
	const inGroup = group === null ? replies : replies.filter((reply) => reply.group === group);
	// Input methods part syllables with an apostrophe while they compose.
	return matchQuickReplies(inGroup, query.replaceAll("'", "")).slice(0, SHOWN_MAX);
}

function selectFirstBlank(field: HTMLTextAreaElement, from: number): void {
	const blank = blanksOf(field.value).find((candidate) => candidate.from >= from);
	if (blank) field.setSelectionRange(blank.from, blank.to);
}
