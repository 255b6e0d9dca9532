"use client";

import { useEffect, useState } from "react";
import { useOnDemand } from "@/components/ui/on-demand";
import { onDemandCode } from "@/components/ui/on-demand-code";
import { whenIdle } from "@/components/ui/when-idle";

const parts = onDemandCode(async () => (await import("./opened-parts")).OPENED_PARTS);

/** For the page that begins with a conversation: it is drawn with them from the first paint on. */
export const bringOpenedParts = parts.bring;

/**
 * What an open conversation is drawn with. The inbox without one begins without them; they come once it has come to rest,
 * so that they are there for the first conversation that is opened.
 */
export function useOpenedParts(wanted: boolean) {
	const [failed, setFailed] = useState(false);
	useEffect(() => whenIdle(() => void parts.load()), []);
	const opened = useOnDemand(parts, wanted && !failed, () => setFailed(true));
	return { opened, failed: failed && !opened, retry: () => setFailed(false) };
}
