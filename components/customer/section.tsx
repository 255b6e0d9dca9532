import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { strangerWords } from "@/components/ui/hidden-characters";
import { StrangerText } from "@/components/ui/stranger-text";

interface SectionProps {
	title: string;
	/** Beside the title. */
	count?: number;
	/** A button at the end of the title's line. */
	action?: ReactNode;
	children?: ReactNode;
}

/** One part of the customer panel. */
export function Section({ title, count, action, children }: SectionProps) {
	const id = useId();
	return (
		<section aria-labelledby={id} className="border-b border-line px-4 pt-2.5 pb-3 last:border-b-0">
			<div className="mb-1 flex min-h-6 items-center gap-1">
				<h2 id={id} className="flex-1 text-12/5 font-semibold text-fg-2">
					{title}
					{count !== undefined && <span className="ml-1 font-normal text-fg-3">{count}</span>}
				</h2>
				{action}
			</div>
			{children}
		</section>
	);
}

export function Facts({ children }: { children: ReactNode }) {
	return (
		<dl className="grid grid-cols-[fit-content(92px)_minmax(0,1fr)] gap-x-2 gap-y-[5px] text-12">
			{children}
		</dl>
	);
}

/** Letters of an id that are always in sight: people compare its end. */
const END_CHARACTERS = 6;

/** Whole where there is room, else cut in the middle. */
export function LongId({ id }: { id: string }) {
	return (
		<span className="flex min-w-0">
			<span className="min-w-0 truncate">
				<StrangerText>{id.slice(0, -END_CHARACTERS)}</StrangerText>
			</span>
			<span className="flex-none">
				<StrangerText>{id.slice(-END_CHARACTERS)}</StrangerText>
			</span>
		</span>
	);
}

interface FactProps {
	name: string;
	/** Text that a button copies. */
	copy?: string;
	mono?: boolean;
	children: ReactNode;
}

export function Fact({ name, copy, mono = false, children }: FactProps) {
	const t = useTranslations("common");
	return (
		<>
			<dt className="min-w-[76px] truncate text-fg-3">{name}</dt>
			<dd className="flex min-w-0 items-center gap-1">
				<span
					className={mono ? "min-w-0 truncate font-mono text-[11.5px]" : "min-w-0 truncate"}
					title={copy && strangerWords(copy)}
				>
					{children}
				</span>
				{copy && (
					<span className="ml-auto flex-none">
						<CopyButton text={copy} label={`${t("copy")} ${name}`} done={t("copied")} />
					</span>
				)}
			</dd>
		</>
	);
}
