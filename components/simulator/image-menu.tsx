"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toastFailed } from "@/components/ui/toaster";
import { type Chat, chatCall } from "./simulator-data";
import { change, useAct } from "./use-act";

/** In base64 it still fits into what the console passes on. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Sends a sample at once, or a picture of one's own. */
export function ImageMenu({ chat, trigger }: { chat: Chat; trigger: ReactNode }) {
	const t = useTranslations("simulator.image");
	const act = useAct();
	const files = useRef<HTMLInputElement>(null);
	const send = (body: object) => void act(() => change(chatCall(chat, "image"), body));

	async function sendFile(file: File | undefined) {
		if (!file) return;
		if (file.size > MAX_BYTES) return toastFailed(t("tooLarge"));
		send({ base64: toBase64(new Uint8Array(await file.arrayBuffer())) });
	}

	return (
		<>
			<Menu label={t("menu")} align="start" side="top" trigger={trigger}>
				<MenuItem onSelect={() => send({})}>{t("sample")}</MenuItem>
				<MenuItem onSelect={() => files.current?.click()}>{t("file")}</MenuItem>
			</Menu>
			<input
				ref={files}
				type="file"
				accept="image/png,image/jpeg,image/gif,image/bmp"
				aria-label={t("file")}
				tabIndex={-1}
				className="hidden"
				onChange={(event) => {
					void sendFile(event.target.files?.[0]);
					// The same file may be chosen again.
					event.target.value = "";
				}}
			/>
		</>
	);
}

/** In pieces: a function takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
	const PIECE = 32_768;
	let binary = "";
	for (let at = 0; at < bytes.length; at += PIECE)
		binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
	return btoa(binary);
}
