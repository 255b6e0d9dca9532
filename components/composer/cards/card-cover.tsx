"use client";

import { ImageOff, LayoutTemplate, Link } from "lucide-react";
import { useState } from "react";
import { mediaPath } from "@/components/conversation/media-path";
import { Skeleton } from "@/components/ui/skeleton";
import type { MediaRef } from "@/lib/conversations/schema";

/** The picture of a card, filling its place; a sign where there is none. Pictures of links are strangers' and not loaded. */
export function CardCover({ media, link = false }: { media: MediaRef | null; link?: boolean }) {
	const [broken, setBroken] = useState<string | null>(null);
	if (media?.status === "pending") return <Skeleton className="size-full rounded-none" />;
	if (media?.status === "ready" && broken !== media.id)
		return (
			// biome-ignore lint/performance/noImgElement: the server has made the thumbnail already.
			<img
				src={mediaPath(media.id, "thumb")}
				alt=""
				loading="lazy"
				decoding="async"
				onError={() => setBroken(media.id)}
				className="block size-full object-cover"
			/>
		);
	const Icon = link ? Link : LayoutTemplate;
	const Sign = media ? ImageOff : Icon;
	return (
		<span className="flex size-full items-center justify-center bg-accent-tint text-accent-fg">
			<Sign size={24} strokeWidth={1.6} aria-hidden />
		</span>
	);
}
