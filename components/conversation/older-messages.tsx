"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

interface OlderMessagesProps {
	hasMore: boolean;
	state: "idle" | "loading" | "failed";
	load: () => void;
	log: RefObject<HTMLElement | null>;
}

/** The upper end of the log: loads older messages a little before it comes into sight. */
export function OlderMessages({ hasMore, state, load, log }: OlderMessagesProps) {
	const t = useTranslations();
	const end = useRef<HTMLDivElement>(null);
	const latest = useRef(load);
	latest.current = load;

	useEffect(() => {
		if (!hasMore || state !== "idle" || !end.current) return;
		const watcher = new IntersectionObserver(
			([entry]) => {
				if (entry?.isIntersecting) latest.current();
			},
			{ root: log.current, rootMargin: "400px 0px 0px" },
		);
		watcher.observe(end.current);
		return () => watcher.disconnect();
	}, [hasMore, state, log]);

	if (!hasMore) return null;
	return (
		<div ref={end} className="flex min-h-11 items-center justify-center gap-2 pt-2 text-12 text-fg-3">
			{state === "failed" ? (
				<>
					{t("thread.olderFailed")}
					<Button size="xs" onClick={load}>
						{t("common.retry")}
					</Button>
				</>
			) : (
				<>
					<LoaderCircle size={14} strokeWidth={2} aria-hidden className="animate-spin" />
					{t("thread.loadingOlder")}
				</>
			)}
		</div>
	);
}
