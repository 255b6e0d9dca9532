"use client";

import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { useSWRConfig } from "swr";
import { useErrorText } from "@/components/api/error-text";
import { inOrder } from "@/components/api/in-order";
import { request } from "@/components/api/request";
import { isListKey } from "@/components/inbox/list-data";
import { useLive } from "@/components/live/live-provider";
import type { NoteOfHandOver } from "@/components/team/hand-over-note";
import { useClock } from "@/components/ui/clock";
import { strangerWords } from "@/components/ui/hidden-characters";
import { useTimeText } from "@/components/ui/time-text";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type {
	AgentRef,
	ConversationDetail,
	ConversationItem,
	Message,
	Mode,
} from "@/lib/conversations/schema";
import { conversationPath, messagesPath } from "./conversation-data";
import { useRecords } from "./records";

interface Step {
	method: "POST" | "PUT";
	/** Below the conversation's address. */
	path: string;
	body?: unknown;
	/** Shown at once, before the server has answered. */
	expected: Partial<ConversationItem>;
	done: string;
	undo?: () => void;
}

/** What an agent can do with a conversation. Shown at once, told when done, taken back when the server refuses. */
export function useConversationActions(
	conversation: Pick<ConversationItem, "id" | "mode" | "assignee" | "customer"> &
		Partial<Pick<ConversationItem, "snoozedUntil">>,
	me: AgentRef,
) {
	const t = useTranslations();
	const errorText = useErrorText();
	const records = useRecords();
	const { mutate } = useSWRConfig();
	const { syncNow } = useLive();
	const clock = useClock();
	const timeText = useTimeText();
	const text = useRef(timeText);
	text.current = timeText;
	const { id, mode, assignee, customer, snoozedUntil = null } = conversation;

	return useMemo(() => {
		/** True when the server has done it. */
		async function perform({ method, path, body, expected, done, undo }: Step): Promise<boolean> {
			let isDone = true;
			const letGo = records.hold(id, expected);
			try {
				const detail = await inOrder(id, () =>
					request<ConversationDetail>(`${conversationPath(id)}/${path}`, { method, body }),
				);
				records.putDetail(detail);
				toastDone(done, { about: id, action: undo && { label: t("common.undo"), onClick: undo } });
			} catch (error) {
				isDone = false;
				toastFailed(errorText(error), id);
				void mutate(conversationPath(id));
			} finally {
				letGo();
			}
			void mutate(isListKey);
			syncNow();
			return isDone;
		}

		const setMode = (next: Mode, done: string, undo?: () => void) =>
			perform({
				method: "PUT",
				path: "mode",
				body: { mode: next },
				expected: { mode: next, status: "open", assignee: next === "agent" ? me : null },
				done,
				undo,
			});
		const setStatus = (status: "open" | "closed", done: string, undo?: () => void) =>
			perform({ method: "PUT", path: "status", body: { status }, expected: { status }, done, undo });
		/** `from`: who has it as far as this screen knows; when a colleague was faster, nothing changes. */
		const setAssignee = (
			{ to, from, said }: { to: AgentRef | null; from: AgentRef | null; said?: NoteOfHandOver },
			done: string,
			undo?: () => void,
		) =>
			perform({
				method: "PUT",
				path: "assignee",
				body: { agentId: to?.id ?? null, from: from?.id ?? null, ...said },
				expected: { assignee: to, mode: "agent", status: "open" },
				done,
				undo,
			});
		const remind = (until: string | null, undo?: () => void) =>
			perform({
				method: "PUT",
				path: "snooze",
				body: { until },
				expected: { snoozedUntil: until },
				done: until === null ? t("remind.cancelled") : t("remind.done", { time: ahead(until) }),
				undo,
			});
		const ahead = (until: string) => text.current.ahead(new Date(until), new Date(clock.now()));
		const assignedText = (to: AgentRef | null) =>
			to ? t("header.assigned", { name: to.name }) : t("header.unassignedDone");
		/** As it was: to the one who had it, to the queue, or to the bot or tool that answered. */
		const giveBack = (from: AgentRef | null) =>
			mode === "agent"
				? setAssignee({ to: assignee, from }, assignedText(assignee))
				: setMode(mode, t(`mode.changed.${mode}`));
		const goBack = mode === "agent" ? undefined : () => void setMode(mode, t(`mode.changed.${mode}`));

		return {
			setMode: (next: Mode) =>
				setMode(next, t(`mode.changed.${next}`), () => void setMode(mode, t(`mode.changed.${mode}`))),
			takeOver: () => setMode("agent", t("composer.tookOver"), goBack),
			stopTransfer: () => setMode("agent", t("composer.stoppedTransfer"), goBack),
			claim: () =>
				perform({
					method: "POST",
					path: "claim",
					expected: { assignee: me, mode: "agent", status: "open" },
					done: t("header.claimed"),
				}),
			/** From a colleague. */
			take: () => setAssignee({ to: me, from: assignee }, t("composer.taken"), () => void giveBack(me)),
			/** With a note, which is written in the same step. */
			assign: (to: AgentRef | null, said?: NoteOfHandOver) =>
				setAssignee({ to, from: assignee, said }, assignedText(to), () => void giveBack(to)),
			end: () =>
				setStatus(
					"closed",
					t("header.ended", { name: strangerWords(customer.name) }),
					() => void setStatus("open", t("header.reopened")),
				),
			/** Puts it away until then; null takes it back. */
			remind: (until: Date | null) => remind(until?.toISOString() ?? null, () => void remind(snoozedUntil)),
			reopen: () => setStatus("open", t("header.reopened")),
		};
	}, [id, mode, assignee, customer.name, snoozedUntil, me, t, errorText, records, mutate, syncNow, clock]);
}

/** What an agent can do with a message that did not simply arrive. */
export function useMessageActions(conversationId: string) {
	const t = useTranslations();
	const errorText = useErrorText();
	const records = useRecords();
	const { syncNow } = useLive();

	return useMemo(() => {
		/** True when the server has done it. */
		async function ask(
			path: string,
			method: "POST" | "PUT" | "PATCH" | "DELETE",
			body?: unknown,
		): Promise<boolean> {
			try {
				const message = await request<Message>(`${messagesPath(conversationId)}/${path}`, { method, body });
				records.putChanges(conversationId, [message]);
				return true;
			} catch (error) {
				toastFailed(errorText(error), conversationId);
				return false;
			} finally {
				syncNow();
			}
		}
		return {
			retry: (messageId: string) => ask(`${messageId}/retry`, "POST"),
			/** Another attempt, which leaves when the customer writes again. */
			retryHeld: (messageId: string) => ask(`${messageId}/retry`, "POST", { hold: true }),
			settle: (messageId: string, outcome: "accepted" | "failed") =>
				ask(`${messageId}/outcome`, "PUT", { outcome }),
			editHeld: (messageId: string, text: string) => ask(messageId, "PATCH", { text }),
			withdrawHeld: (messageId: string) => ask(messageId, "DELETE"),
			/** A failed one; for a moment it can be brought back. */
			deleteFailed: async (messageId: string) => {
				if (!(await ask(messageId, "DELETE"))) return;
				const restore = () => void ask(`${messageId}/restore`, "POST");
				const action = { label: t("common.undo"), onClick: restore };
				toastDone(t("message.deletedDone"), { about: messageId, action });
			},
		};
	}, [conversationId, t, errorText, records, syncNow]);
}
