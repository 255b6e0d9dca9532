"use client";

import { Check, FlaskConical, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { type EntryVerdict, toEntryVerdict } from "./entry-verdict";
import type { LogEntry } from "./simulator-wire";

interface RecordEntryProps {
	entry: LogEntry;
	shown: boolean;
	onChoose: () => void;
}

/** One push or call: what, when, how it ended, how long it took. */
export const RecordEntry = memo(function RecordEntry({ entry, shown, onChoose }: RecordEntryProps) {
	const t = useTranslations("simulator.record");
	const { kind, name, detail, duplicate, fault } = entry;
	const verdict = toEntryVerdict(entry);
	const Icon = verdict.good ? Check : X;
	// The detail of a push is its MsgId; of a call it is what was sent.
	const title = kind === "api" && detail ? `${name} ${detail}` : name;
	return (
		<li className="border-b border-line">
			<button
				type="button"
				aria-current={shown ? "true" : undefined}
				onClick={onChoose}
				className={classNames(
					"block w-full px-3.5 py-2 text-left text-12 -outline-offset-2 hover:bg-hover",
					shown && "bg-selected hover:bg-selected",
				)}
			>
				<span className="flex items-center gap-1.5">
					<KindChip kind={kind} muted={duplicate === true} />
					<span className="min-w-0 flex-1 truncate font-medium">
						{duplicate ? t("duplicate", { name: title }) : title}
					</span>
					<time dateTime={entry.at} className="text-fg-3">
						{clockWithSeconds(entry.at)}
					</time>
				</span>
				<span className="flex items-center gap-1.5 text-fg-3">
					<span
						className={classNames(
							"inline-flex min-w-0 items-center gap-1",
							verdict.good ? "text-ok-fg" : "text-danger-fg",
						)}
					>
						<Icon size={12} strokeWidth={2.4} aria-hidden />
						<span className="truncate">
							<VerdictText verdict={verdict} />
						</span>
					</span>
					{fault && (
						<span className="inline-flex items-center gap-0.5 text-warn-fg">
							<FlaskConical size={11} strokeWidth={2} aria-hidden />
							{t("byFault")}
						</span>
					)}
					<span className="flex-1" />
					<span className="whitespace-nowrap">{t("took", { ms: Math.round(entry.ms) })}</span>
				</span>
			</button>
		</li>
	);
});

function KindChip({ kind, muted }: { kind: LogEntry["kind"]; muted: boolean }) {
	const t = useTranslations("simulator.record.kind");
	const look = kind === "push" ? "bg-xfer-tint text-xfer-fg" : "bg-accent-tint text-accent-fg";
	return (
		<span
			className={classNames(
				"rounded-chip px-[5px] text-11/[18px] font-semibold whitespace-nowrap",
				muted ? "bg-hover text-fg-2" : look,
			)}
		>
			{t(kind)}
		</span>
	);
}

function VerdictText({ verdict }: { verdict: EntryVerdict }) {
	const t = useTranslations("simulator.record.verdict");
	if ("reason" in verdict) return t(verdict.text, { reason: verdict.reason });
	if ("status" in verdict) return t(verdict.text, { status: String(verdict.status) });
	if ("errcode" in verdict) return t("errcode", { errcode: String(verdict.errcode) });
	return t(verdict.text);
}

/** "14:02:11". Only drawn in the browser: the record is never there at the first paint. */
const clockWithSeconds = (at: string): string => new Date(at).toTimeString().slice(0, 8);
