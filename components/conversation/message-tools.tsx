"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey } from "@/components/ui/composition";
import { TimeText } from "@/components/ui/time-text";
import { MessageMenu } from "./message-menu";
import type { SpokenMessage } from "./thread-lines";

interface MessageToolsProps {
	conversationId: string;
	message: SpokenMessage;
	label: string;
	/** Its time stands nowhere else. */
	untimed: boolean;
	tools: ReturnType<typeof useMessageTools>;
}

/** Whether the tools of a message are wanted: nearly all messages of a thread are only read. */
export function useMessageTools() {
	const [wanted, setWanted] = useState(false);
	const [open, setOpen] = useState(false);
	return {
		wanted,
		open,
		setOpen,
		handlers: {
			onPointerEnter: () => setWanted(true),
			onFocus: () => setWanted(true),
			onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
				if (event.target !== event.currentTarget || isComposingKey(event)) return;
				if (event.key !== "Enter" && event.key !== "ContextMenu") return;
				event.preventDefault();
				setWanted(true);
				setOpen(true);
			},
		},
	};
}

/** Beside a message, for whoever points at it or walks to it: when it was said, and what can be taken along. */
export function MessageTools({
	conversationId,
	message,
	label,
	untimed,
	tools,
}: MessageToolsProps): ReactNode {
	if (!tools.wanted) return null;
	const { direction } = message;
	return (
		<div
			className={classNames(
				"absolute top-1 flex items-center gap-1 text-11 whitespace-nowrap text-fg-3",
				direction === "out" && "right-full mr-1.5 flex-row-reverse",
				direction === "in" && "left-full ml-1.5",
				direction === "note" && "top-1 right-1",
				!tools.open && "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100",
			)}
		>
			<MessageMenu
				conversationId={conversationId}
				message={message}
				label={label}
				open={tools.open}
				onOpenChange={tools.setOpen}
			/>
			{untimed && <TimeText at={message.at} as="clock" />}
		</div>
	);
}
