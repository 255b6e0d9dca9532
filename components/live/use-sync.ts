"use client";

import { useMemo, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { RequestError, request } from "@/components/api/request";
import { useDesk } from "@/components/composer/desk";
import { conversationPath } from "@/components/conversation/conversation-data";
import { type Change, useRecords } from "@/components/conversation/records";
import { isListKey } from "@/components/inbox/list-data";
import { useClock } from "@/components/ui/clock";
import type { ConversationDetail, SyncAnswer, Taken } from "@/lib/conversations/schema";
import { SECOND_MS } from "@/lib/time";
import { applySync } from "./apply-sync";
import { coalesce, throttle } from "./coalesce";
import { afterAsking, type LiveState } from "./live-state";

const SYNC_TIMEOUT_MS = 5 * SECOND_MS;
const LIST_PAUSE_MS = SECOND_MS;

type SetState = (change: (known: LiveState) => LiveState) => void;

/** A function that asks what changed since the last answer; many calls at once are one question. */
export function useSync(
	firstCursor: string,
	openId: string | null,
	setState: SetState,
	onTaken: (taken: Taken) => void,
	onChanges: (changes: Change[]) => void,
): () => void {
	const records = useRecords();
	const { outbox } = useDesk();
	const { mutate } = useSWRConfig();
	const clock = useClock();
	// Only the cursor of the first paint counts: a later page's would skip what happened in between.
	const [first] = useState(firstCursor);
	const open = useRef(openId);
	open.current = openId;

	return useMemo(() => {
		let since = first;
		/** What the server will not speak of any more, until it has shown it anew. */
		const refused = new WeakSet<ConversationDetail>();
		const told = new Set<string>();
		const refreshLists = throttle(() => void mutate(isListKey), LIST_PAUSE_MS);

		async function ask(askedId: string | null): Promise<void> {
			const parameters = new URLSearchParams({ since, ...(askedId && { conversation: askedId }) });
			const answer = await request<SyncAnswer>(`/api/sync?${parameters}`, { timeoutMs: SYNC_TIMEOUT_MS });
			since = answer.cursor;
			for (const taken of answer.taken) {
				const key = `${taken.conversationId}:${taken.seq}`;
				if (!told.has(key)) onTaken(taken);
				told.add(key);
			}
			const changes = records.learn(answer.conversations);
			applySync(answer, { records, mutate, askedId, openId: open.current, refreshLists });
			if (changes.length > 0) onChanges(changes);
		}

		const run = coalesce(async () => {
			// Only what the server has shown us may be asked for: the address may name anything.
			const shown = open.current ? records.detail(open.current) : undefined;
			const asked = shown && !refused.has(shown) ? shown : null;
			try {
				await ask(asked?.id ?? null);
				setState((known) => ({ ...afterAsking(known, true), syncedAt: clock.now() }));
				outbox.flush();
			} catch (error) {
				const status = error instanceof RequestError ? error.status : 0;
				if (status === 404 && asked) {
					refused.add(asked);
					void mutate(conversationPath(asked.id));
				}
				// An answer is an answer; an expired session is dealt with elsewhere, by a dialog.
				setState((known) => afterAsking(known, status === 401 || status === 404));
			}
		});
		return () => void run();
	}, [first, records, outbox, mutate, clock, setState, onTaken, onChanges]);
}
