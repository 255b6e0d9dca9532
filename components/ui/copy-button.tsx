"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { SECOND_MS } from "@/lib/time";
import { copyText } from "./copy-text";
import { Tooltip } from "./tooltip";

const SHOWN_MS = 2 * SECOND_MS;

/** Copies `text` and says so for two seconds. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [copied]);

	const Icon = copied ? Check : Copy;
	return (
		<Tooltip text={copied ? done : label}>
			<button
				type="button"
				aria-label={copied ? done : label}
				onClick={() => void copyText(text).then(setCopied)}
				className="-my-0.5 inline-flex size-6 flex-none items-center justify-center rounded-chip text-fg-2 hover:bg-hover hover:text-fg max-sm:-my-3 max-sm:size-11"
			>
				<Icon size={13} strokeWidth={1.75} aria-hidden />
			</button>
		</Tooltip>
	);
}
