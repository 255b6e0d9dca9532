"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSWRConfig } from "swr";
import { useErrorText } from "@/components/api/error-text";
import { RequestError, request } from "@/components/api/request";
import { useRecords } from "@/components/conversation/records";
import { useLive } from "@/components/live/live-provider";
import { strangerWords } from "@/components/ui/hidden-characters";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { Bulk, BulkAnswer } from "@/lib/conversations/bulk-schema";
import type { ConversationItem } from "@/lib/conversations/schema";
import { type BulkAct, expectedOf, toAction, undoOf } from "./bulk-effects";
import { isListKey } from "./list-data";

const BULK_PATH = "/api/conversations/bulk";
const BULK_TIMEOUT_MS = 60_000;
/** So many are named when something was refused. */
const NAMED = 3;

const ask = (body: Bulk): Promise<BulkAnswer> =>
	request<BulkAnswer>(BULK_PATH, { method: "POST", body, timeoutMs: BULK_TIMEOUT_MS });

/** Acts on many conversations: shown at once, told when done, what was refused is named, and it can be taken back. */
export function useBulk(onDone: (ids: string[]) => void) {
	const t = useTranslations();
	const errorText = useErrorText();
	const records = useRecords();
	const { mutate } = useSWRConfig();
	const { syncNow } = useLive();
	const [busy, setBusy] = useState(false);

	function refresh(): void {
		void mutate(isListKey);
		syncNow();
	}

	async function undo(undoSteps: Bulk[], before: ConversationItem[], act: BulkAct): Promise<void> {
		try {
			const answers = await Promise.all(undoSteps.map(ask));
			const done = answers.flatMap((answer) => answer.done);
			for (const { id, assignee } of act.kind === "assign" ? before : [])
				if (done.includes(id)) records.expect(id, { assignee });
			tellRefused(answers.flatMap(({ failed }) => failed));
			toastDone(t("bulk.undone"), { about: "bulk" });
		} catch (error) {
			toastFailed(errorText(error), "bulk");
		}
		refresh();
	}

	function tellRefused(failed: BulkAnswer["failed"]): void {
		if (failed.length === 0) return;
		const names = failed.slice(0, NAMED).map(({ id, code, details }) => {
			const name = strangerWords(records.conversation(id)?.customer.name ?? "");
			return t("bulk.refusedOne", { name, reason: errorText(new RequestError(code, 0, details)) });
		});
		toastFailed(
			t("bulk.refused", { count: failed.length, names: names.join(t("bulk.and")) }),
			"bulk-refused",
		);
	}

	async function run(ids: string[], act: BulkAct): Promise<void> {
		if (busy) return;
		setBusy(true);
		const before = ids.map((id) => records.conversation(id)).filter((item) => item !== undefined);
		const letGo = before.map((item) => records.hold(item.id, expectedOf(item, act)));
		try {
			const { done, failed } = await ask({ ids, action: toAction(act) });
			const changed = before.filter(({ id }) => done.includes(id));
			for (const item of changed) records.expect(item.id, expectedOf(item, act));
			const undoSteps = undoOf(changed, act);
			const action = undoSteps?.length
				? { label: t("common.undo"), onClick: () => void undo(undoSteps, changed, act) }
				: undefined;
			if (done.length > 0) toastDone(doneText(done.length, act), { about: "bulk", action });
			tellRefused(failed);
			onDone(done);
		} catch (error) {
			toastFailed(errorText(error), "bulk");
		} finally {
			for (const release of letGo) release();
			setBusy(false);
			refresh();
		}
	}

	function doneText(count: number, act: BulkAct): string {
		if (act.kind === "close") return t("bulk.closed", { count });
		if (act.kind === "tag") return t(act.on ? "bulk.tagged" : "bulk.untagged", { count, tag: act.tag });
		return act.to ? t("bulk.assigned", { count, name: act.to.name }) : t("bulk.unassigned", { count });
	}

	return { busy, run };
}
