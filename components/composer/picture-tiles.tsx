"use client";

import { ImageOff, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { MEDIA_MAX_BYTES } from "@/lib/media/schema";
import { useDesk } from "./desk";
import type { Picture } from "./pictures";
import type { SendMode, SendPlan } from "./send-plan";

interface PictureTilesProps {
	pictures: readonly Picture[];
	plan: SendPlan;
	mode: SendMode;
	onRemoved: () => void;
}

/** The pictures that go with the next send: each with its size and how far it is, and what they cost together. */
export function PictureTiles({ pictures, plan, mode, onRemoved }: PictureTilesProps) {
	const t = useTranslations("composer");
	const [only] = pictures;
	if (!only) return null;
	const cost = <Cost plan={plan} pictures={pictures.length} mode={mode} />;
	const alone = pictures.length === 1 && only.state !== "failed";
	return (
		<div className="flex flex-col gap-1 px-3 pt-2 text-12 text-fg-3 max-sm:-order-3 max-sm:basis-full max-sm:px-1 max-sm:pt-0">
			<ul
				aria-label={t("pictures")}
				className="flex max-h-[min(264px,40dvh)] flex-wrap gap-x-4 gap-y-2 overflow-y-auto"
			>
				{pictures.map((picture) => (
					<Tile key={picture.id} picture={picture} mode={mode} onRemoved={onRemoved}>
						{alone && cost}
					</Tile>
				))}
			</ul>
			{!alone && cost}
		</div>
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

/** What a text and pictures cost: WeChat has no message of both. */
function Cost({ plan, pictures, mode }: { plan: SendPlan; pictures: number; mode: SendMode }) {
	const t = useTranslations("composer");
	if (plan.count < 2) return null;
	const { count } = plan;
	if (mode === "hold") return <span>{t("costHeld", { count })}</span>;
	return <span>{plan.hasText ? t("costMixed", { count }) : t("costPictures", { count, pictures })}</span>;
}

/** "486 KB", "2.3 MB": whole kilobytes, tenths of a megabyte. */
function sizeText(bytes: number): string {
	const kilobytes = Math.max(1, Math.round(bytes / 1024));
	return kilobytes < 1000 ? `${kilobytes} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
