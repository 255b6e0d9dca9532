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
import { request, watchAnswers } from "@/components/api/request";
import { conversationPath, messagesPath } from "@/components/conversation/conversation-data";
import { type Records, useRecords } from "@/components/conversation/records";
import { browserStorage } from "@/components/ui/browser-storage";
import type { Message } from "@/lib/conversations/schema";
import { createFieldCards, type FieldCard, type FieldCards } from "./cards/field-cards";
import { createDrafts, type Drafts, joinTexts } from "./drafts";
import { useFileDropGuard } from "./file-drop";
import { createOutbox, type Outbox, pictureOf, type Unsent } from "./outbox";
import { refusalOf } from "./picture-file";
import { createPictures, type Picture, type Pictures } from "./pictures";
import { conversationOf } from "./place";
import { createTyping, type Typing } from "./typing";
import { uploadPicture } from "./upload-picture";

const DRAFT_DELAY_MS = 600;

interface Desk {
	outbox: Outbox;
	drafts: Drafts;
	/** Of notes: this browser's own. */
	noteDrafts: Drafts;
	pictures: Pictures;
	cards: FieldCards;
	typing: Typing;
	/** Puts what a refused reply says back into the field; false when this page does not have it any more. */
	takeBack: (item: Unsent) => boolean;
	/** Forgets a refused reply. */
	discard: (item: Unsent) => void;
}

const DeskContext = createContext<Desk | null>(null);

interface DeskProviderProps {
	/** Whose desk it is: what this browser keeps for them is not shown to whoever signs in after them. */
	agentId: string;
	children: ReactNode;
}

/** What this agent has written and the server may not have yet: drafts, and replies on their way. */
export function DeskProvider({ agentId, children }: DeskProviderProps) {
	const records = useRecords();
	const [desk] = useState(() => createDesk(records, agentId));
	useFileDropGuard();
	useEffect(() => {
		desk.outbox.restore();
		desk.cards.restore();
		const leave = () => desk.drafts.flush(true);
		// Pictures are kept in memory only: the browser asks before they are lost.
		const ask = (event: BeforeUnloadEvent) => {
			if (desk.pictures.hasUnsaved()) event.preventDefault();
		};
		let signedOut = false;
		const unwatch = watchAnswers(({ status }) => {
			const signedInAgain = signedOut && status < 400;
			if (status === 401) signedOut = true;
			if (!signedInAgain) return;
			signedOut = false;
			desk.outbox.flush();
		});
		window.addEventListener("pagehide", leave);
		window.addEventListener("beforeunload", ask);
		return () => {
			unwatch();
			desk.outbox.rest();
			window.removeEventListener("pagehide", leave);
			window.removeEventListener("beforeunload", ask);
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

/** What is written as a note in a conversation, and not added. */
export function useNoteDraft(conversationId: string): string {
	const { noteDrafts } = useDesk();
	const read = useCallback(() => noteDrafts.get(conversationId) ?? "", [noteDrafts, conversationId]);
	useEffect(() => noteDrafts.adopt(conversationId, ""), [noteDrafts, conversationId]);
	return useSyncExternalStore(noteDrafts.subscribe, read, read);
}

/** Replies of a conversation that the server does not have. */
export function useUnsent(conversationId: string): readonly Unsent[] {
	const { outbox } = useDesk();
	const read = useCallback(() => outbox.of(conversationId), [outbox, conversationId]);
	return useSyncExternalStore(outbox.subscribe, read, read);
}

/** The pictures at the field of a conversation. */
export function usePictures(conversationId: string): readonly Picture[] {
	const { pictures } = useDesk();
	const read = useCallback(() => pictures.of(conversationId), [pictures, conversationId]);
	return useSyncExternalStore(pictures.subscribe, read, read);
}

/** The cards at the field of a conversation. */
export function useFieldCards(conversationId: string): readonly FieldCard[] {
	const { cards } = useDesk();
	const read = useCallback(() => cards.of(conversationId), [cards, conversationId]);
	return useSyncExternalStore(cards.subscribe, read, read);
}

/** One picture, wherever it is; undefined when this page does not have it. */
export function usePicture(id: string): Picture | undefined {
	const { pictures } = useDesk();
	const read = useCallback(() => pictures.find(id), [pictures, id]);
	return useSyncExternalStore(pictures.subscribe, read, read);
}

function createDesk(records: Records, agentId: string): Desk {
	const storage = browserStorage("sessionStorage", agentId);
	const pictures = createPictures({
		upload: (place, file, options) => uploadPicture(conversationOf(place), file, options),
		refusalOf,
		previews: { create: (file) => URL.createObjectURL(file), revoke: (url) => URL.revokeObjectURL(url) },
		newKey,
	});
	const outbox = createOutbox({
		mediaOf: pictures.mediaOf,
		post: (conversationId, said) =>
			request<Message>(messagesPath(conversationId), { method: "POST", body: said }),
		onPosted: ({ conversationId, content }, message) => {
			records.putChanges(conversationId, [message]);
			const picture = pictureOf(content);
			if (picture) pictures.remove(picture.pictureId);
		},
		newKey,
		online: () => navigator.onLine,
		storage,
	});
	const cards = createFieldCards(storage);
	const drafts = createDrafts({
		save: (conversationId, text, leaving) =>
			request(`${conversationPath(conversationId)}/draft`, {
				method: "PUT",
				body: { text },
				keepalive: leaving,
			}),
		storage,
		delayMs: DRAFT_DELAY_MS,
		now: Date.now,
	});
	const noteDrafts = createDrafts({
		save: null,
		storage: browserStorage("localStorage", agentId),
		delayMs: 0,
		now: Date.now,
	});
	const typing = createTyping({
		post: (conversationId, typing) =>
			request(`${conversationPath(conversationId)}/typing`, { method: "POST", body: { typing } }),
		now: () => performance.now(),
	});
	return {
		outbox: {
			...outbox,
			flush: () => {
				pictures.flush();
				outbox.flush();
			},
		},
		drafts,
		noteDrafts,
		pictures,
		cards,
		typing,
		takeBack: ({ conversationId, clientKey, content }) => {
			const picture = pictureOf(content);
			if (picture && !pictures.putBack(picture.pictureId)) return false;
			if (content.type === "card") cards.add(conversationId, content.card);
			if (content.type === "note") putBack(noteDrafts, conversationId, content.text);
			if (content.type === "text") putBack(drafts, conversationId, content.text);
			outbox.discard(clientKey);
			return true;
		},
		discard: ({ clientKey, content }) => {
			const picture = pictureOf(content);
			if (picture) pictures.remove(picture.pictureId);
			outbox.discard(clientKey);
		},
	};
}

/** Before what has been written in the meantime. */
const putBack = (drafts: Drafts, place: string, text: string): void =>
	drafts.set(place, joinTexts(text, drafts.get(place) ?? ""));

/** 32 hexadecimal digits. (`randomUUID` is missing on plain http, where a console in a local network may run.) */
export const newKey = (): string =>
	Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
		"",
	);
