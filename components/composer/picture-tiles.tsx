"use client";

import { ImageOff, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";
import { useDesk } from "./desk";
import type { Picture } from "./pictures";
import type { SendMode } from "./send-plan";

interface PictureTilesProps {
	pictures: readonly Picture[];
	mode: SendMode;
	/** Stands beside a picture that is alone and well. */
	cost?: ReactNode;
	onRemoved: () => void;
}

/** The pictures that go with the next send: each with its size and how far it is. */
export function PictureTiles({ pictures, mode, cost, onRemoved }: PictureTilesProps) {
	const t = useTranslations("composer");
	if (pictures.length === 0) return null;
	return (
		<ul aria-label={t("pictures")} className="flex flex-wrap gap-x-4 gap-y-2">
			{pictures.map((picture) => (
				<Tile key={picture.id} picture={picture} mode={mode} onRemoved={onRemoved}>
					{cost}
				</Tile>
			))}
		</ul>
	);
}

interface TileProps {
	picture: Picture;
	mode: SendMode;
	onRemoved: () => void;
	children: ReactNode;
}

function Tile({ picture, mode, onRemoved, children }: TileProps) {
	const t = useTranslations("composer");
	const { pictures } = useDesk();
	const { id, name, sizeBytes, previewUrl, state, error } = picture;
	// Nothing is wrong with a picture that only waits for the network.
	const waits = mode === "offline" && state !== "ready" && (!error || error.passing);
	return (
		<li className="flex max-w-full min-w-0 items-center gap-2">
			<span
				className={classNames(
					"relative flex h-[54px] w-18 flex-none items-center justify-center overflow-hidden rounded-control border bg-sunken",
					error && !waits ? "border-danger" : "border-line-2",
				)}
			>
				{previewUrl ? (
					// biome-ignore lint/performance/noImgElement: the bytes are in this page's memory, there is nothing to optimise.
					<img src={previewUrl} alt="" className="size-full object-cover" />
				) : (
					<ImageOff size={18} strokeWidth={1.6} aria-hidden />
				)}
				<button
					type="button"
					aria-label={t("removePicture", { name })}
					onClick={() => {
						pictures.remove(id);
						onRemoved();
					}}
					className="absolute top-0 right-0 flex size-6 items-center justify-center text-white max-sm:size-11 max-sm:items-start max-sm:justify-end max-sm:p-[3px]"
				>
					<span className="flex size-[18px] items-center justify-center rounded-full bg-black/70">
						<X size={12} strokeWidth={2.2} aria-hidden />
					</span>
				</button>
			</span>
			<span className="flex min-w-0 flex-col">
				<span className="flex min-w-0">
					<span className="max-w-[180px] truncate" title={name}>
						{name}
					</span>
					<span className="whitespace-pre"> · {sizeText(sizeBytes)}</span>
				</span>
				{state === "uploading" && mode !== "offline" && <Progress picture={picture} />}
				{waits && t("uploadsLater")}
				{error && !waits && <Failed picture={picture} />}
				{children}
			</span>
		</li>
	);
}

function Progress({ picture: { name, progress } }: { picture: Picture }) {
	const t = useTranslations("composer");
	const percent = Math.floor(progress * 100);
	return (
		<span className="flex items-center gap-1.5">
			<progress
				max={100}
				value={percent}
				aria-label={t("uploadOf", { name })}
				className="h-1 w-16 appearance-none overflow-hidden rounded-full bg-press [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-accent"
			/>
			{t("uploading", { percent })}
		</span>
	);
}

function Failed({ picture: { id, name, error } }: { picture: Picture }) {
	const t = useTranslations();
	const { pictures } = useDesk();
	const errorText = useErrorText();
	const tooLarge = error?.code === "too_large";
	return (
		<span className="flex flex-wrap items-center gap-x-2 gap-y-1">
			<span role="alert" className="text-danger-fg">
				{tooLarge
					? t("composer.pictureTooLarge", { megabytes: MEDIA_MAX_BYTES / 1024 / 1024 })
					: errorText(error)}
			</span>
			{error?.passing && (
				<Button
					size="xs"
					aria-label={t("composer.retryPicture", { name })}
					onClick={() => pictures.retry(id)}
					className="max-sm:h-11"
				>
					<RotateCw size={12} strokeWidth={2} aria-hidden />
					{t("common.retry")}
				</Button>
			)}
		</span>
	);
}

/** "486 KB", "2.3 MB": whole kilobytes, tenths of a megabyte. */
function sizeText(bytes: number): string {
	const kilobytes = Math.max(1, Math.round(bytes / 1024));
	return kilobytes < 1000 ? `${kilobytes} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
