import type { ReactNode } from "react";
import type { MessageContent, MessageType } from "@/lib/channels/message";
import type { MediaRef } from "@/lib/conversations/schema";
import { ImageBubble } from "./image";
import { LinkBubble } from "./link";
import { MiniProgramPageBubble } from "./miniprogrampage";
import { TextBubble } from "./text";
import { UnsupportedBubble } from "./unsupported";

export type BubbleTone = "customer" | "agent" | "bot" | "note";

export interface BubbleProps<Type extends MessageType> {
	content: Extract<MessageContent, { type: Type }>;
	/** The picture of an image, the cover of a card. */
	media?: MediaRef | null;
	tone: BubbleTone;
	/** It did not arrive: red outline. */
	failed: boolean;
	/** Not sent yet: paler. */
	pending: boolean;
	/** Of the Mini Program that sends its own card. */
	channelName?: string | undefined;
}

type BubbleTable = { [Type in MessageType]: (props: BubbleProps<Type>) => ReactNode };

/** How each type of message is drawn. A new type does not compile until it has a line here. */
const BUBBLES = {
	text: TextBubble,
	image: ImageBubble,
	miniprogrampage: MiniProgramPageBubble,
	link: LinkBubble,
	unsupported: UnsupportedBubble,
} satisfies BubbleTable;

/** The body of a message, whatever its type. */
export function Bubble({ content, ...look }: BubbleProps<MessageType>) {
	// The table pairs each type with its own component; the compiler cannot follow that through an index.
	const Body = BUBBLES[content.type] as (props: BubbleProps<MessageType>) => ReactNode;
	return <Body content={content} {...look} />;
}
