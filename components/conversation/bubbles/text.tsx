import { classNames } from "@/components/ui/class-names";
import { StrangerText } from "@/components/ui/stranger-text";
import type { BubbleProps, BubbleTone } from "./bubble";

const TONE: Record<BubbleTone, string> = {
	customer: "rounded-tl-chip border-bub-in-line bg-bub-in text-fg",
	agent: "rounded-tr-chip border-transparent bg-bub-out text-bub-out-fg",
	bot: "rounded-tr-chip border-transparent bg-bub-bot text-bub-bot-fg",
	note: "rounded-tr-chip border-note-line bg-note text-note-fg",
};

/** The frame that text and other plain bodies share. Clipped: marks piled on a letter stay inside. */
export const bubbleFrame = ({
	tone,
	failed,
	pending,
}: Pick<BubbleProps<"text">, "tone" | "failed" | "pending">): string =>
	classNames(
		"max-w-full min-w-0 overflow-clip rounded-card border px-3 py-2 text-14 [overflow-wrap:anywhere]",
		TONE[tone],
		failed && "border-danger bg-surface text-fg",
		pending && "opacity-72",
	);

/** Written words, letter for letter. */
export function TextBubble({ content, ...look }: BubbleProps<"text">) {
	return (
		<div className={classNames(bubbleFrame(look), "whitespace-pre-wrap")}>
			<StrangerText>{content.text}</StrangerText>
		</div>
	);
}
