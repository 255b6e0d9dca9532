"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { onDemand } from "@/components/ui/on-demand";
import type { MediaRef, Message } from "@/lib/conversations/schema";

/** A picture of the thread, large; loaded when the first one is opened. */
const Lightbox = onDemand(async () => (await import("./lightbox")).Lightbox);

interface Pictures {
	/** Opens the lightbox at this picture. */
	open: (mediaId: string) => void;
}

const PicturesContext = createContext<Pictures | null>(null);

/** The pictures of a thread, from the oldest to the newest, with one lightbox for all of them. */
export function PicturesProvider({ messages, children }: { messages: Message[]; children: ReactNode }) {
	const [openId, setOpenId] = useState<string | null>(null);
	const pictures = useMemo(() => picturesOf(messages), [messages]);
	const close = () => setOpenId(null);
	const context = useMemo(() => ({ open: setOpenId }), []);
	return (
		<PicturesContext value={context}>
			{children}
			{openId && <Lightbox pictures={pictures} firstId={openId} onClose={close} onFailed={close} />}
		</PicturesContext>
	);
}

export function usePictures(): Pictures {
	const pictures = useContext(PicturesContext);
	if (!pictures) throw new Error("usePictures needs a PicturesProvider above it");
	return pictures;
}

/** What can be looked at, in the order of the thread. */
const picturesOf = (messages: Message[]): MediaRef[] =>
	messages.flatMap(({ type, media }) =>
		type === "image" && media !== null && media.status === "ready" ? [media] : [],
	);
