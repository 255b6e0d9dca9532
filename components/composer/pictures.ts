import { RequestError } from "@/components/api/request";
import { createSlots } from "./slots";

/** A picture the agent has added: at its field first, then on its way with a reply. */
export interface Picture {
	id: string;
	conversationId: string;
	name: string;
	sizeBytes: number;
	/** An address of this page's memory; null for what is no picture. */
	previewUrl: string | null;
	state: "uploading" | "ready" | "failed";
	/** Share that has been uploaded, from 0 to 1. */
	progress: number;
	/** The server's id, once it is there. */
	mediaId: string | null;
	/** Why it failed; a `passing` one may be tried again. */
	error: RequestError | null;
}

export interface Pictures {
	subscribe: (onChange: () => void) => () => void;
	/** Those at the field of a conversation, in their order; the same array until one of them changes. */
	of: (conversationId: string) => readonly Picture[];
	find: (id: string) => Picture | undefined;
	/** Puts files at the field and uploads them at once. Answers how many were too many. */
	add: (conversationId: string, files: readonly File[]) => number;
	/** Uploads one again that failed. */
	retry: (id: string) => void;
	/** Takes one out, whatever it is doing. */
	remove: (id: string) => void;
	/** They belong to a reply now, no longer to the field; their upload goes on. */
	takeAll: (conversationId: string) => void;
	/** Back at the field; false when this page does not have it any more. */
	putBack: (id: string) => boolean;
	/** The server's id of a picture, uploading it where that has not been done. Throws RequestError. */
	mediaOf: (id: string) => Promise<string>;
	/** Uploads again what only the network has kept from it. */
	flush: () => void;
	/** True while closing the page would lose one. */
	hasUnsaved: () => boolean;
}

interface PicturesOptions {
	/** Throws RequestError. */
	upload: (
		conversationId: string,
		file: File,
		options: { onProgress: (share: number) => void; signal: AbortSignal },
	) => Promise<{ id: string }>;
	/** Null for a file that may be uploaded. */
	refusalOf: (file: File) => Promise<RequestError | null>;
	/** Addresses under which an `img` finds a file, and giving them up. */
	previews: { create: (file: File) => string; revoke: (url: string) => void };
	newKey: () => string;
}

interface Entry {
	picture: Picture;
	file: File;
	atField: boolean;
	cancel: AbortController;
	running: Promise<string> | null;
}

/** More than one grant ever allows. */
export const PICTURES_MAX = 9;
/** A browser opens six connections to one host; sync and live need theirs. */
const UPLOADS_AT_ONCE = 2;
const NOTHING: readonly Picture[] = [];

/** Pictures of this page, kept in memory: they survive going to another conversation, not a reload. */
export function createPictures({ upload, refusalOf, previews, newKey }: PicturesOptions): Pictures {
	const entries = new Map<string, Entry>();
	const shown = new Map<string, readonly Picture[]>();
	const listeners = new Set<() => void>();
	const inSlot = createSlots(UPLOADS_AT_ONCE);

	const of = (conversationId: string) => shown.get(conversationId) ?? NOTHING;

	function show(conversationId: string): void {
		const here = [...entries.values()].filter(
			({ atField, picture }) => atField && picture.conversationId === conversationId,
		);
		shown.set(
			conversationId,
			here.map(({ picture }) => picture),
		);
		for (const listener of listeners) listener();
	}

	function change(entry: Entry, next: Partial<Picture>): void {
		entry.picture = { ...entry.picture, ...next };
		show(entry.picture.conversationId);
	}

	function start(entry: Entry): Promise<string> {
		entry.cancel = new AbortController();
		change(entry, { state: "uploading", progress: 0, error: null });
		const running = bring(entry).finally(() => {
			entry.running = null;
		});
		entry.running = running;
		// Whoever sends it hears of a failure; until then its tile tells.
		running.catch(() => {});
		return running;
	}

	async function bring(entry: Entry): Promise<string> {
		const { conversationId } = entry.picture;
		const { signal } = entry.cancel;
		const goOn = () => {
			if (signal.aborted) throw new RequestError("network", 0);
		};
		try {
			const refusal = await refusalOf(entry.file);
			if (refusal) throw refusal;
			goOn();
			if (!entry.picture.previewUrl) change(entry, { previewUrl: previews.create(entry.file) });
			const { id } = await inSlot(async () => {
				goOn();
				return upload(conversationId, entry.file, {
					signal,
					onProgress: (progress) => change(entry, { progress }),
				});
			});
			change(entry, { state: "ready", progress: 1, mediaId: id });
			return id;
		} catch (cause) {
			const error = cause as RequestError; // the only thing the two above throw
			change(entry, { state: "failed", error });
			throw error;
		}
	}

	function remove(id: string): void {
		const entry = entries.get(id);
		if (!entry) return;
		entries.delete(id);
		entry.cancel.abort();
		if (entry.picture.previewUrl) previews.revoke(entry.picture.previewUrl);
		show(entry.picture.conversationId);
	}

	function add(conversationId: string, file: File): void {
		const picture: Picture = {
			id: newKey(),
			conversationId,
			name: file.name,
			sizeBytes: file.size,
			previewUrl: null,
			state: "uploading",
			progress: 0,
			mediaId: null,
			error: null,
		};
		const entry: Entry = { picture, file, atField: true, cancel: new AbortController(), running: null };
		entries.set(picture.id, entry);
		void start(entry);
	}

	function move(entry: Entry, atField: boolean): void {
		entry.atField = atField;
		show(entry.picture.conversationId);
	}

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		of,
		find: (id) => entries.get(id)?.picture,
		add: (conversationId, files) => {
			const room = Math.max(0, PICTURES_MAX - of(conversationId).length);
			for (const file of files.slice(0, room)) add(conversationId, file);
			return Math.max(0, files.length - room);
		},
		retry: (id) => {
			const entry = entries.get(id);
			if (entry?.picture.state === "failed") void start(entry);
		},
		remove,
		takeAll: (conversationId) => {
			for (const { id } of of(conversationId)) {
				const entry = entries.get(id);
				if (entry) move(entry, false);
			}
		},
		putBack: (id) => {
			const entry = entries.get(id);
			if (entry) move(entry, true);
			return entry !== undefined;
		},
		mediaOf: async (id) => {
			const entry = entries.get(id);
			if (!entry) throw new RequestError("media_refused", 422, { reason: "not_kept" });
			return entry.picture.mediaId ?? entry.running ?? start(entry);
		},
		flush: () => {
			for (const entry of entries.values())
				if (entry.atField && entry.picture.error?.status === 0) void start(entry);
		},
		hasUnsaved: () => [...entries.values()].some(({ atField, picture }) => atField || !picture.mediaId),
	};
}
