"use client";

import { ImagePlus, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Dispatch, type SetStateAction, useEffect, useId, useRef, useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { classNames } from "@/components/ui/class-names";
import {
	CARD_TITLE_MAX_BYTES,
	LINK_DESCRIPTION_MAX_BYTES,
	LINK_URL_MAX_BYTES,
	utf8Bytes,
} from "@/lib/channels/limits";
import { PICTURE_TYPES, refusalOf } from "../picture-file";
import { uploadPicture } from "../upload-picture";
import { CardCover } from "./card-cover";
import type { CardFault, WrittenCard } from "./card-draft";
import { useFaultText } from "./fault-text";

const PAGEPATH_MAX_BYTES = 1024;

const FIELDS = {
	link: [
		["title", CARD_TITLE_MAX_BYTES],
		["description", LINK_DESCRIPTION_MAX_BYTES],
		["url", LINK_URL_MAX_BYTES],
		["thumbUrl", LINK_URL_MAX_BYTES],
	],
	miniprogrampage: [
		["title", CARD_TITLE_MAX_BYTES],
		["pagepath", PAGEPATH_MAX_BYTES],
	],
} as const;

interface CardWriterProps {
	conversationId: string;
	card: WrittenCard;
	fault: CardFault | null;
	/** It was tried to send as it is. */
	tried: boolean;
	/** Begins in the first field. */
	focused?: boolean;
	onChange: Dispatch<SetStateAction<WrittenCard>>;
}

/** A card or link written by hand, for this once. */
export function CardWriter({
	conversationId,
	card,
	fault,
	tried,
	focused = true,
	onChange,
}: CardWriterProps) {
	const t = useTranslations("composer.cards");
	const faultText = useFaultText();
	return (
		<div className="flex min-h-0 flex-1 flex-col gap-3.5 overflow-y-auto">
			{FIELDS[card.type].map(([name, maxBytes], index) => (
				<TextLine
					key={name}
					label={t(name)}
					hint={t(`hint.${name}`)}
					value={card[name]}
					maxBytes={maxBytes}
					focused={focused && index === 0}
					invalid={tried && fault !== null && "field" in fault && fault.field === name}
					onChange={(value) => onChange((before) => ({ ...before, [name]: value }))}
				/>
			))}
			{card.type === "miniprogrampage" && (
				<CoverField
					conversationId={conversationId}
					card={card}
					onChange={(change) => onChange((before) => ({ ...before, ...change }))}
				/>
			)}
			{tried && fault && (
				<p role="alert" className="text-12 text-warn-fg">
					{faultText(fault)}
				</p>
			)}
		</div>
	);
}

interface TextLineProps {
	label: string;
	hint: string;
	value: string;
	maxBytes: number;
	focused: boolean;
	invalid: boolean;
	onChange: (value: string) => void;
}

function TextLine({ label, hint, value, maxBytes, focused, invalid, onChange }: TextLineProps) {
	const t = useTranslations("composer");
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (focused) field.current?.focus();
	}, [focused]);
	const used = utf8Bytes(value);
	const over = used > maxBytes;
	return (
		<div>
			<div className="mb-1 flex items-baseline justify-between gap-2 text-12">
				<label htmlFor={id} className="font-medium text-fg-2">
					{label}
				</label>
				<span id={`${id}-bytes`} className={classNames("text-11", over ? "text-danger-fg" : "text-fg-3")}>
					{t("bytes", { used, max: maxBytes })}
				</span>
			</div>
			<input
				ref={field}
				id={id}
				value={value}
				placeholder={hint}
				aria-invalid={over || invalid || undefined}
				aria-describedby={`${id}-bytes`}
				onChange={(event) => onChange(event.target.value)}
				className={classNames(
					"h-8 w-full rounded-control border border-control bg-surface px-2.5 outline-none placeholder:text-fg-3 focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11 max-sm:text-16",
					(over || invalid) && "border-danger",
				)}
			/>
		</div>
	);
}

interface CoverFieldProps {
	conversationId: string;
	card: WrittenCard;
	onChange: (change: Partial<WrittenCard>) => void;
}

function CoverField({ conversationId, card, onChange }: CoverFieldProps) {
	const t = useTranslations("composer.cards");
	const errorText = useErrorText();
	const input = useRef<HTMLInputElement>(null);
	const [error, setError] = useState<unknown>(null);
	const busy = card.coming !== null;

	/** The one chosen last is the cover, whichever arrives last. */
	async function bring(file: File | undefined) {
		if (!file) return;
		card.coming?.abort();
		const coming = new AbortController();
		const { signal } = coming;
		onChange({ coming });
		setError(null);
		try {
			const refusal = await refusalOf(file);
			if (refusal) throw refusal;
			const cover = await uploadPicture(conversationId, file, { onProgress: () => {}, signal });
			if (!signal.aborted) onChange({ cover, coming: null });
		} catch (reason) {
			if (signal.aborted) return;
			onChange({ coming: null });
			setError(reason);
		}
	}

	return (
		<div>
			<p className="mb-1 text-12 font-medium text-fg-2">{t("cover")}</p>
			<button
				type="button"
				aria-busy={busy || undefined}
				onClick={() => input.current?.click()}
				className="flex w-full items-center gap-3 rounded-control border border-dashed border-control p-2 text-left hover:bg-hover"
			>
				<span className="flex h-16 w-20 flex-none items-center justify-center overflow-hidden rounded-chip bg-sunken text-fg-3">
					{card.cover && !busy ? <CardCover media={card.cover} /> : <CoverSign busy={busy} />}
				</span>
				<span className="min-w-0 text-12 text-fg-2">
					<span className="block font-medium">{t(card.cover ? "changeCover" : "chooseCover")}</span>
					<span className="block text-fg-3">{t("coverHint")}</span>
				</span>
			</button>
			<input
				ref={input}
				type="file"
				accept={PICTURE_TYPES}
				hidden
				onChange={(event) => {
					void bring(event.target.files?.[0]);
					event.target.value = "";
				}}
			/>
			{error !== null && (
				<p role="alert" className="mt-1 text-12 text-danger-fg">
					{errorText(error)}
				</p>
			)}
		</div>
	);
}

const CoverSign = ({ busy }: { busy: boolean }) =>
	busy ? (
		<LoaderCircle size={18} strokeWidth={2} aria-hidden className="animate-spin motion-reduce:animate-none" />
	) : (
		<ImagePlus size={20} strokeWidth={1.6} aria-hidden />
	);
