"use client";

import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { RecordEntry } from "./record-entry";
import type { LogEntry } from "./simulator-wire";
import { useRefusalText } from "./use-act";

interface RecordListProps {
	/** Undefined while they are on their way. */
	entries: LogEntry[] | undefined;
	error: unknown;
	shownId: number | null;
	onChoose: (id: number) => void;
}

/** Nearer to the end than this, the list follows what is new. */
const NEAR_END_PX = 40;

/** Pushes and calls, newest last. */
export function RecordList({ entries, error, shownId, onChoose }: RecordListProps) {
	const t = useTranslations("simulator.record");
	const refusalText = useRefusalText();
	const list = useRef<HTMLUListElement>(null);
	const atEnd = useRef(true);
	const newestId = entries?.at(-1)?.id;

	// biome-ignore lint/correctness/useExhaustiveDependencies: a new entry moves the end.
	useLayoutEffect(() => {
		const element = list.current;
		if (!element) return;
		const follow = () => {
			if (atEnd.current) element.scrollTo({ top: element.scrollHeight });
		};
		// Also when its neighbours leave it less room.
		const observer = new ResizeObserver(follow);
		observer.observe(element);
		follow();
		return () => observer.disconnect();
	}, [newestId]);

	if (error !== undefined)
		return (
			<p role="alert" className="p-6 text-center text-fg-2">
				{refusalText(error)}
			</p>
		);
	if (!entries) return <Loading label={t("loading")} />;
	if (entries.length === 0) return <p className="m-auto p-6 text-center text-fg-3">{t("empty")}</p>;
	return (
		<ul
			ref={list}
			aria-label={t("list")}
			onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
				atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
			}}
			className="max-h-[46%] flex-none overflow-y-auto overscroll-contain"
		>
			{entries.map((entry) => (
				<RecordEntry
					key={entry.id}
					entry={entry}
					shown={entry.id === shownId}
					onChoose={() => onChoose(entry.id)}
				/>
			))}
		</ul>
	);
}

function Loading({ label }: { label: string }) {
	return (
		<div role="status" aria-label={label} className="flex flex-col gap-4 p-3.5">
			{[0, 1, 2, 3].map((line) => (
				<Skeleton key={line} className="h-9" />
			))}
		</div>
	);
}
