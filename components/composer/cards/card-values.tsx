"use client";

import { Image } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import type { CardItem } from "@/lib/channels/card-schema";
import { MINUTE_MS } from "@/lib/time";
import type { CardFault } from "./card-draft";
import { useFaultText } from "./fault-text";

interface CardValuesProps {
	card: CardItem;
	values: Readonly<Record<string, string>>;
	/** Names that were filled in by themselves. */
	known: Readonly<Record<string, string>>;
	fault: CardFault | null;
	/** Marks what is missing only once it was tried to send without it. */
	tried: boolean;
	onValue: (name: string, value: string) => void;
}

/** What has to be said for a card of the library: its title with the blanks in it, and a field for each blank. */
export function CardValues({ card, values, known, fault, tried, onValue }: CardValuesProps) {
	const t = useTranslations("composer.cards");
	const faultText = useFaultText();
	return (
		<div className="flex flex-col gap-3 p-4">
			<div>
				<p className="mb-1 text-12 font-medium text-fg-2">{t("title")}</p>
				<p className="min-h-8 rounded-control border border-line-2 bg-sunken px-2.5 py-1 [overflow-wrap:anywhere]">
					<TemplateText text={card.title} values={values} />
				</p>
			</div>
			{card.variables.map((name) => (
				<ValueField
					key={name}
					name={name}
					value={values[name] ?? ""}
					filled={Boolean(known[name]) && values[name] === known[name]}
					invalid={tried && !values[name]?.trim()}
					onChange={(value) => onValue(name, value)}
				/>
			))}
			{fault && fault.kind !== "missing" && (
				<p role="alert" className="text-12 text-danger-fg">
					{faultText(fault)}
				</p>
			)}
			{card.type === "miniprogrampage" && !fault && (
				<p className="flex items-start gap-1.5 text-12 text-fg-3">
					<Image size={14} strokeWidth={1.75} aria-hidden className="mt-0.5" />
					<CoverNote endsAt={card.coverEndsAt} />
				</p>
			)}
		</div>
	);
}

/** What becomes of the cover, which WeChat keeps for three days. */
function CoverNote({ endsAt }: { endsAt: string | null }) {
	const t = useTranslations("composer.cards");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	const leftMs = endsAt === null || now === null ? 0 : Date.parse(endsAt) - now;
	return leftMs > 0 ? t("coverEnds", { time: text.wait(leftMs) }) : t("coverNote");
}

interface ValueFieldProps {
	name: string;
	value: string;
	filled: boolean;
	invalid: boolean;
	onChange: (value: string) => void;
}

function ValueField({ name, value, filled, invalid, onChange }: ValueFieldProps) {
	const t = useTranslations("composer.cards");
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1 block text-12 font-medium text-fg-2">
				{name}
			</label>
			<span
				className={classNames(
					"flex h-8 items-center gap-1.5 rounded-control border border-control bg-surface px-2.5 focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11",
					invalid && "border-warn",
				)}
			>
				<input
					id={id}
					data-card-value
					value={value}
					maxLength={2048}
					aria-invalid={invalid || undefined}
					aria-describedby={invalid ? `${id}-fault` : undefined}
					onChange={(event) => onChange(event.target.value)}
					className="min-w-0 flex-1 scroll-mb-14 bg-transparent outline-none max-sm:text-16"
				/>
				{filled && <span className="rounded-chip bg-hover px-1.5 text-11 text-fg-2">{t("filledIn")}</span>}
			</span>
			{invalid && (
				<p id={`${id}-fault`} className="mt-1 text-12 text-warn-fg">
					{t("fault.missing", { name })}
				</p>
			)}
		</div>
	);
}

/** A template with its blanks as small marks, amber where nothing is filled in yet. */
function TemplateText({ text, values }: { text: string; values: CardValuesProps["values"] }) {
	const parts = text.split(/\{\{\s*([^{}]*?)\s*\}\}/);
	let at = 0;
	return parts.map((part, index) => {
		at += part.length + 1;
		if (index % 2 === 0) return part;
		const look = values[part]?.trim() ? "bg-xfer-tint text-xfer-fg" : "bg-warn-tint text-warn-fg";
		return (
			<span key={at} className={classNames("mx-0.5 rounded-chip px-1 text-12", look)}>
				{part}
			</span>
		);
	});
}
