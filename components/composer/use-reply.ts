"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useConversationActions } from "@/components/conversation/actions";
import { useLive } from "@/components/live/live-provider";
import { useTeam } from "@/components/team/team-provider";
import { useClock } from "@/components/ui/clock";
import { toastFailed } from "@/components/ui/toaster";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import type { CardWindow } from "./cards/card-footer";
import type { FieldCard } from "./cards/field-cards";
import { newKey, useDesk, useDraft, useFieldCards, usePictures } from "./desk";
import type { Outgoing } from "./outbox";
import { planSend, type SendMode } from "./send-plan";

interface ReplyOptions {
	conversation: Pick<ConversationItem, "id" | "customer" | "channel" | "mode" | "assignee">;
	me: AgentRef;
	/** The open window; null where replies are held until the customer writes. */
	window: CardWindow["open"];
	/** The channel is broken: replies wait until it is mended. */
	paused: boolean;
	field: RefObject<HTMLTextAreaElement | null>;
}

/** What stands at the field of a reply, and the ways to send it. */
export function useReply({ conversation, me, window, paused, field }: ReplyOptions) {
	const t = useTranslations("composer");
	const { outbox, drafts, pictures: desk, cards: cardDesk, typing } = useDesk();
	const clock = useClock();
	const { beats } = useTeam();
	const { status } = useLive();
	const actions = useConversationActions(conversation, me);
	const { id } = conversation;
	const text = useDraft(id) ?? "";
	const pictures = usePictures(id);
	const cards = useFieldCards(id);
	const remaining = window?.remaining ?? null;
	const hold = remaining === null;
	const plan = planSend(text, pictures, remaining, cards.length);
	const mode = modeOf({ offline: status === "offline", hold, paused });

	function post(contents: readonly Outgoing[], options = { hold }): Promise<boolean> {
		typing.sent(id);
		beats.write(id, null);
		return outbox.send(id, contents, { at: new Date(clock.now()).toISOString(), ...options });
	}

	/** What stands at the field, out of the field. */
	function takeAll(): Outgoing[] {
		const images = pictures.map((picture): Outgoing => {
			return { type: "image", pictureId: picture.id, mediaId: picture.mediaId };
		});
		const chosen = cards.map((card): Outgoing => ({ type: "card", card }));
		desk.takeAll(id);
		cardDesk.takeAll(id);
		drafts.set(id, "");
		field.current?.focus();
		return [...images, ...chosen, ...(plan.hasText ? [{ type: "text", text } as const] : [])];
	}

	return {
		text,
		pictures,
		cards,
		remaining,
		plan,
		mode,
		write: (value: string) => {
			drafts.set(id, value);
			beats.write(id, value.trim() === "" ? null : "reply");
			if (mode !== "now") return;
			if (value.trim() === "") typing.stopped(id);
			else typing.typed(id);
		},
		addPictures: (files: readonly File[]) => {
			const tooMany = desk.add(id, files);
			if (tooMany > 0) toastFailed(t("tooManyPictures", { count: tooMany }), "too-many-pictures");
			field.current?.focus();
		},
		insertCard: (card: Omit<FieldCard, "id">) => cardDesk.add(id, { ...card, id: newKey() }),
		sendCard: (card: Omit<FieldCard, "id">) => void post([{ type: "card", card: { ...card, id: newKey() } }]),
		/** A text that is not the field's; false when it may not leave now. */
		sendText: (words: string): boolean => {
			if (planSend(words, [], remaining).blocked) return false;
			void post([{ type: "text", text: words }]);
			return true;
		},
		send: () => {
			if (!plan.blocked) void post(takeAll());
		},
		/** The conversation ends when the server has everything, and stays open when it has refused some of it. */
		sendAndEnd: async () => {
			if (!plan.blocked && (await post(takeAll()))) void actions.end();
		},
		/** What fits the window leaves; the rest waits for the customer. */
		sendSome: () => {
			if (plan.blocked === "over_quota") void post(takeAll(), { hold: true });
		},
	};
}

function modeOf({ offline, hold, paused }: { offline: boolean; hold: boolean; paused: boolean }): SendMode {
	if (offline) return "offline";
	if (hold) return "hold";
	return paused ? "paused" : "now";
}
