"use client";

import { ImageIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { usePicture } from "./desk";
import type { OutgoingPicture } from "./outbox";

interface UnsentPictureProps {
	content: OutgoingPicture;
	failed: boolean;
}

/** A picture that has not left, as it will stand in the thread: from this page's memory, or from our own server. */
export function UnsentPicture({ content: { pictureId, mediaId }, failed }: UnsentPictureProps) {
	const t = useTranslations("message");
	const picture = usePicture(pictureId);
	const src = picture?.previewUrl ?? (mediaId && `/api/media/${mediaId}?size=thumb`);
	return (
		<div
			className={classNames(
				"relative overflow-hidden rounded-card rounded-tr-chip border bg-surface",
				failed ? "border-danger" : "border-line-2 opacity-72",
			)}
		>
			{src ? (
				// biome-ignore lint/performance/noImgElement: the bytes are in this page's memory, there is nothing to optimise.
				<img src={src} alt={picture?.name ?? t("image")} className="block max-h-45 max-w-60" />
			) : (
				<span className="flex h-24 w-32 items-center justify-center text-fg-3">
					<ImageIcon size={22} strokeWidth={1.6} role="img" aria-label={t("image")} />
				</span>
			)}
			{picture?.state === "uploading" && (
				<span className="absolute inset-x-0 bottom-0 h-1 bg-press" aria-hidden>
					<span className="block h-full bg-accent" style={{ width: `${picture.progress * 100}%` }} />
				</span>
			)}
		</div>
	);
}
