"use client";

import { Link } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { BubbleProps } from "./bubble";

/** A link card. Its picture is not loaded: the address is a stranger's, and it would learn who looks when. */
export function LinkBubble({ content, failed, pending }: BubbleProps<"link">) {
	return (
		<div
			className={classNames(
				"grid w-[300px] max-w-full grid-cols-[minmax(0,1fr)_48px] gap-x-2.5 rounded-menu border border-line-2 bg-surface p-2.5 text-left",
				failed && "border-danger",
				pending && "opacity-72",
			)}
		>
			<span className="line-clamp-2 text-13/[18px] font-medium text-fg">{content.title}</span>
			<span className="row-span-2 flex size-12 items-center justify-center rounded-control bg-accent-tint text-accent-fg">
				<Link size={18} strokeWidth={1.6} aria-hidden />
			</span>
			<span className="line-clamp-2 text-12 text-fg-3">{content.description}</span>
			<a
				href={content.url}
				target="_blank"
				rel="noreferrer noopener"
				title={content.url}
				className="col-span-2 mt-1.5 truncate border-t border-line pt-1.5 text-11 text-accent-fg hover:underline"
			>
				{content.url}
			</a>
		</div>
	);
}
