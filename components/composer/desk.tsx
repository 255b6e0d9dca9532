"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useState,
	useSyncExternalStore,
} from "react";
import { request } from "@/components/api/request";
import { conversationPath, messagesPath } from "@/components/conversation/conversation-data";
import { type Records, useRecords } from "@/components/conversation/records";
import type { Message } from "@/lib/conversations/schema";
import { createDrafts, type Drafts } from "./drafts";
import { createOutbox, type Outbox, type Unsent } from "./outbox";

const DRAFT_DELAY_MS = 600;

interface Desk {
	outbox: Outbox;
	drafts: Drafts;
}

const DeskContext = createContext<Desk | null>(null);

/** What this agent has written and the server may not have yet: drafts, and replies on their way. */
export function DeskProvider({ children }: { children: ReactNode }) {
	const records = useRecords();
	const [desk] = useState(() => createDesk(records));
	useEffect(() => {
		desk.outbox.restore();
		const leave = () => desk.drafts.flush(true);
		window.addEventListener("pagehide", leave);
		return () => {
			window.removeEventListener("pagehide", leave);
			desk.drafts.flush();
		};
	}, [desk]);
	return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
	const desk = useContext(DeskContext);
	if (!desk) throw new Error("useDesk needs a DeskProvider above it");
	return desk;
}

/** The draft of a conversation in this browser; undefined when it is not known yet. */
export function useDraft(conversationId: string): string | undefined {
	const { drafts } = useDesk();
	const read = useCallback(() => drafts.get(conversationId), [drafts, conversationId]);
	return useSyncExternalStore(drafts.subscribe, read, read);
}

/** Replies of a conversation that the server does not have. */
export function useUnsent(conversationId: string): readonly Unsent[] {
	const { outbox } = useDesk();
	const read = useCallback(() => outbox.of(conversationId), [outbox, conversationId]);
	return useSyncExternalStore(outbox.subscribe, read, read);
}

function createDesk(records: Records): Desk {
	const storage = typeof window === "undefined" ? null : window.sessionStorage;
	const outbox = createOutbox({
		post: (conversationId, reply) =>
			request<Message>(messagesPath(conversationId), { method: "POST", body: reply }),
		onPosted: (conversationId, message) => records.putChanges(conversationId, [message]),
		newKey,
		storage,
	});
	const drafts = createDrafts({
		save: (conversationId, text, leaving) =>
			request(`${conversationPath(conversationId)}/draft`, {
				method: "PUT",
				body: { text },
				keepalive: leaving,
			}),
		storage,
		delayMs: DRAFT_DELAY_MS,
	});
	return { outbox, drafts };
}

/** 32 hexadecimal digits. (`randomUUID` is missing on plain http, where a console in a local network may run.) */
const newKey = (): string =>
	Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
		"",
	);
