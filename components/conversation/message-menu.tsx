"use client";

import { Copy, Ellipsis, Link, ListTree } from "lucide-react";
import { useTranslations } from "next-intl";
import { messageHref } from "@/components/inbox/inbox-url";
import { copyText } from "@/components/ui/copy-text";
import { strangerWords } from "@/components/ui/hidden-characters";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toastDone } from "@/components/ui/toaster";
import type { MessageContent } from "@/lib/channels/message";
import type { SpokenMessage } from "./thread-lines";

interface MessageMenuProps {
	conversationId: string;
	message: SpokenMessage;
	/** Speaker, time and status, as a screen reader hears them. */
	label: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** What can be taken along of a message. Shown by pointing at it, by the focus in it, or by Enter on it. */
export function MessageMenu({ conversationId, message, label, open, onOpenChange }: MessageMenuProps) {
	const t = useTranslations("message.menu");
	const tCommon = useTranslations("common");
	const words = wordsOf(message.content);
	const copy = (text: string) =>
		void copyText(text).then((done) => done && toastDone(tCommon("copied"), { about: "copied" }));
	const icon = { size: 15, strokeWidth: 1.75, "aria-hidden": true } as const;
	return (
		<Menu
			label={t("label")}
			align={message.direction === "out" ? "end" : "start"}
			open={open}
			onOpenChange={onOpenChange}
			trigger={
				<button
					type="button"
					// One stop of the Tab key is enough for the whole log: Enter on a message opens it.
					tabIndex={-1}
					aria-label={t("label")}
					className="inline-flex size-7 flex-none items-center justify-center rounded-control text-fg-2 hover:bg-hover hover:text-fg data-[state=open]:bg-hover"
				>
					<Ellipsis size={16} strokeWidth={1.75} aria-hidden />
				</button>
			}
		>
			{words !== null && (
				<MenuItem icon={<Copy {...icon} />} onSelect={() => copy(words)}>
					{t("text")}
				</MenuItem>
			)}
			<MenuItem
				icon={<Link {...icon} />}
				onSelect={() => copy(`${window.location.origin}${messageHref(conversationId, message.id)}`)}
			>
				{t("link")}
			</MenuItem>
			<MenuItem icon={<ListTree {...icon} />} onSelect={() => copy(detailsOf(message, label))}>
				{t("details")}
			</MenuItem>
		</Menu>
	);
}

/** The words of a message, letter for letter; null where it has none. */
function wordsOf(content: MessageContent): string | null {
	switch (content.type) {
		case "text":
			return content.text;
		case "link":
			return `${content.title}\n${content.url}`;
		case "miniprogrampage":
			return `${content.title}\n${content.pagePath}`;
		case "unsupported":
			return content.original ?? null;
		default:
			return null;
	}
}

/** For whoever looks into it: who, when, how it ended, and the numbers to find it by. */
function detailsOf({ id, seq, at, content, failure }: SpokenMessage, label: string): string {
	const failed = failure && `errcode ${failure.errcode ?? "-"}: ${failure.explanation.en}`;
	const words = wordsOf(content);
	return [label, words && strangerWords(words), `id ${id} · seq ${seq} · ${content.type} · ${at}`, failed]
		.filter(Boolean)
		.join("\n");
}
