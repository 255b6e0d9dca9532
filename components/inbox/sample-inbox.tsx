"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/ui/clock";
import type { ConversationItem, Mode } from "@/lib/conversations/schema";
import { DAY_MS, MINUTE_MS } from "@/lib/time";
import { RowFace } from "./row-face";

type SampleName = "overdue" | "near" | "fresh" | "bot";

const SAMPLES: {
	name: SampleName;
	mode: Mode;
	owned: boolean;
	kf: boolean;
	waitedMs: number;
	unread: number;
}[] = [
	{ name: "overdue", mode: "agent", owned: true, kf: true, waitedMs: 16 * MINUTE_MS, unread: 3 },
	{ name: "near", mode: "agent", owned: false, kf: false, waitedMs: 9 * MINUTE_MS, unread: 2 },
	{ name: "fresh", mode: "agent", owned: false, kf: false, waitedMs: MINUTE_MS, unread: 1 },
	{ name: "bot", mode: "bot", owned: false, kf: false, waitedMs: 0, unread: 0 },
];

/** Four invented conversations beside the sign-in form: the look of an inbox, nothing to press. */
export function SampleInbox() {
	const t = useTranslations("signIn.samples");
	const now = useNow(MINUTE_MS);
	return (
		<div aria-hidden className="overflow-hidden rounded-dialog border border-line bg-surface shadow-pop">
			{SAMPLES.map(({ name, mode, owned, kf, waitedMs, unread }) => {
				const at = new Date((now ?? 0) - waitedMs).toISOString();
				const after = (ms: number) => new Date((now ?? 0) - waitedMs + ms).toISOString();
				const item: ConversationItem = {
					id: name,
					customer: { id: name, name: t(`${name}.name`), openid: "", avatarUrl: null },
					channel: { id: name, kind: kf ? "kf" : "miniprogram", name: t(`${name}.channel`) },
					mode,
					status: "open",
					assignee: owned ? { id: name, name: t("agent") } : null,
					tags: [],
					held: 0,
					sla: { dueAt: after(10 * MINUTE_MS), warnAt: after(7 * MINUTE_MS) },
					failed: false,
					failure: null,
					draftStart: "",
					snoozedUntil: null,
					lastMessage: {
						text: t(`${name}.text`),
						type: "text",
						direction: mode === "bot" ? "out" : "in",
						authorKind: mode === "bot" ? "bot" : "customer",
						status: "accepted",
						at,
					},
					waitingSince: mode === "bot" ? null : at,
					unread,
					readSeq: 0,
					window: {
						kind: "message",
						remaining: mode === "bot" ? 4 : 5,
						limit: 5,
						expiresAt: new Date((now ?? 0) + 2 * DAY_MS - MINUTE_MS).toISOString(),
					},
					changeId: "0",
				};
				return (
					<div key={name} className="border-b border-line last:border-b-0">
						<RowFace item={item} now={now} agentId={null} draft="" tinted={false} />
					</div>
				);
			})}
		</div>
	);
}
