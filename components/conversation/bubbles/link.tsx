"use client";

import { Image as ImageIcon, Link } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { strangerWords } from "@/components/ui/hidden-characters";
import { StrangerText } from "@/components/ui/stranger-text";
import type { BubbleProps } from "./bubble";

/** A link card. Its picture is not loaded: the address is a stranger's, and it would learn who looks when. */
export function LinkBubble({ content, failed, pending }: BubbleProps<"link">) {
	const { title, description, url } = content;
	return (
		<div
			className={classNames(
				"grid w-[300px] max-w-full grid-cols-[minmax(0,1fr)_66px] overflow-clip rounded-menu border border-line-2 bg-surface text-left",
				failed && "border-danger",
				pending && "opacity-72",
			)}
		>
			<span className="min-w-0 py-2 pl-3">
				<span className="line-clamp-2 text-13/[18px] font-medium text-fg">
					<StrangerText>{title}</StrangerText>
				</span>
				<span className="mt-0.5 line-clamp-2 text-12/4 text-fg-3">
					<StrangerText>{description}</StrangerText>
				</span>
			</span>
			<span className="mt-2.5 ml-2.5 flex size-11 items-center justify-center rounded-control bg-accent-tint text-accent-fg">
				<ImageIcon size={18} strokeWidth={1.6} aria-hidden />
			</span>
			<a
				href={webAddress(url)}
				target="_blank"
				rel="noreferrer noopener"
				title={strangerWords(url)}
				className="col-span-2 flex min-h-7 items-center gap-1.5 border-t border-line px-3 text-11 text-fg-3 hover:text-accent-fg hover:underline max-sm:min-h-11"
			>
				<Link size={11} strokeWidth={2} aria-hidden />
				<span className="truncate">
					<StrangerText>{hostOf(url)}</StrangerText>
				</span>
			</a>
		</div>
	);
}

/** Nothing but the web may be opened from here, whatever is stored. */
const webAddress = (url: string): string | undefined => (/^https?:\/\//i.test(url) ? url : undefined);

/** The site, in the letters the browser itself would ask for. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
