"use client";

import { ImageOff, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { strangerWords } from "@/components/ui/hidden-characters";
import { Skeleton } from "@/components/ui/skeleton";
import type { MediaRef } from "@/lib/conversations/schema";
import { mediaPath } from "../media-path";
import { useMediaRetry } from "../media-retry";
import { usePictures } from "../pictures";
import type { BubbleProps } from "./bubble";
import { placeOf } from "./picture-size";
import { bubbleFrame } from "./text";

/** A picture: its place is kept before its bytes are here, so that nothing moves when they come. */
export function ImageBubble({ media, ...look }: BubbleProps<"image">) {
	const t = useTranslations("media");
	if (!media) return <NoPicture look={look} title={t("gone")} />;
	if (media.status === "failed") return <FailedPicture media={media} look={look} />;
	if (media.status === "ready") return <ReadyPicture media={media} look={look} />;
	return (
		<span role="img" aria-label={t("pending")} className={frame(look)} style={placeOf(media)}>
			<Skeleton className="size-full rounded-none" />
		</span>
	);
}

type Look = Pick<BubbleProps<"image">, "tone" | "failed" | "pending">;

const frame = ({ tone, failed, pending }: Look): string =>
	classNames(
		"block max-w-full overflow-hidden rounded-card border border-bub-in-line bg-press",
		tone === "customer" ? "rounded-tl-chip" : "rounded-tr-chip",
		failed && "border-danger",
		pending && "opacity-72",
	);

function ReadyPicture({ media, look }: { media: MediaRef; look: Look }) {
	const t = useTranslations("media");
	const tCommon = useTranslations("common");
	const pictures = usePictures();
	const [broken, setBroken] = useState(false);
	if (broken)
		return (
			<NoPicture look={look} title={t("notLoaded")}>
				<Button size="xs" onClick={() => setBroken(false)} className="max-sm:h-11">
					<RotateCw size={12} strokeWidth={2} aria-hidden />
					{tCommon("retry")}
				</Button>
			</NoPicture>
		);
	const place = placeOf(media);
	return (
		<button
			type="button"
			aria-label={media.name ? t("openNamed", { name: strangerWords(media.name) }) : t("open")}
			onClick={() => pictures.open(media.id)}
			className={classNames(frame(look), "cursor-zoom-in p-0")}
			style={place}
		>
			{/* biome-ignore lint/performance/noImgElement: the server has made the thumbnail; a second optimiser would keep customers' pictures in a cache of its own. */}
			<img
				src={mediaPath(media.id, "thumb")}
				alt=""
				{...place}
				loading="lazy"
				decoding="async"
				onError={() => setBroken(true)}
				className="block size-full object-cover"
			/>
		</button>
	);
}

function FailedPicture({ media, look }: { media: MediaRef; look: Look }) {
	const t = useTranslations();
	const reason = useMediaFailure()(media);
	const { busy, retry } = useMediaRetry(media.id);
	return (
		<NoPicture look={look} title={t("media.failed")} text={reason}>
			<Button size="xs" busy={busy} onClick={retry} className="max-sm:h-11">
				<RotateCw size={12} strokeWidth={2} aria-hidden />
				{t("common.retry")}
			</Button>
		</NoPicture>
	);
}

/** Why a picture could not be had, in the reader's language. */
export function useMediaFailure(): (media: MediaRef) => string {
	const t = useTranslations("media.failure");
	// The words of a newer server may be unknown here.
	const isKnown = (failure: string): failure is Parameters<typeof t>[0] => t.has(failure as never);
	return ({ failure }) => (failure && isKnown(failure) ? t(failure) : t("other"));
}

interface NoPictureProps {
	look: Look;
	title: string;
	text?: string;
	children?: ReactNode;
}

function NoPicture({ look, title, text, children }: NoPictureProps) {
	return (
		<div className={classNames(bubbleFrame(look), "flex max-w-60 items-start gap-2 text-left text-12")}>
			<ImageOff size={16} strokeWidth={1.75} aria-hidden className="mt-px text-fg-3" />
			<span className="min-w-0">
				<span className="block font-medium">{title}</span>
				{text && <span className="block opacity-80">{text}</span>}
				{children && <span className="mt-1.5 block">{children}</span>}
			</span>
		</div>
	);
}
