import type { EventContent } from "@/lib/conversations/event-schema";
import type { ConversationStatus, Mode } from "@/lib/conversations/schema";
import { AppError } from "@/lib/errors";

/** What decides who answers. */
export interface Control {
	mode: Mode;
	status: ConversationStatus;
	assignee: { id: string; name: string } | null;
}

export interface Actor {
	id: string;
	name: string;
}

export type Change =
	| { kind: "mode"; mode: Mode }
	/** Takes an unassigned conversation, from the bot too. */
	| { kind: "claim" }
	| { kind: "assign"; assignee: Actor | null }
	| { kind: "status"; status: ConversationStatus };

export interface Plan {
	next: Control;
	events: EventContent[];
}

/**
 * What a person's change makes of a conversation, with the lines the thread shows; null when nothing changes. Pure.
 * @throws AppError `already_claimed` with the winner's name
 */
export function planChange(now: Control, change: Change, actor: Actor): Plan | null {
	switch (change.kind) {
		case "mode":
			return planMode(now, change.mode, actor);
		case "claim":
			return planClaim(now, actor);
		case "assign":
			return planAssign(now, change.assignee, actor);
		case "status":
			return planStatus(now, change.status, actor);
	}
}

/** To agent mode: the one who switches takes it. The bot and the official tool have no assignee. */
function planMode(now: Control, mode: Mode, actor: Actor): Plan | null {
	if (now.mode === mode && now.status === "open") return null;
	const events: EventContent[] = now.status === "closed" ? [{ event: "reopened", byCustomer: false }] : [];
	if (now.mode !== mode) events.push({ event: "mode_changed", from: now.mode, to: mode, ruleName: null });
	if (mode !== "agent") return { next: { mode, status: "open", assignee: null }, events };
	return { next: { mode, status: "open", assignee: actor }, events: [...events, assigned(actor, actor)] };
}

function planClaim(now: Control, actor: Actor): Plan | null {
	if (now.status === "open" && now.assignee) {
		if (now.assignee.id === actor.id) return null;
		throw new AppError("already_claimed", { details: { name: now.assignee.name } });
	}
	return takeBy(now, actor, actor);
}

function planAssign(now: Control, assignee: Actor | null, actor: Actor): Plan | null {
	if (now.status === "open" && now.mode === "agent" && now.assignee?.id === assignee?.id) return null;
	return takeBy(now, assignee, actor);
}

function planStatus(now: Control, status: ConversationStatus, actor: Actor): Plan | null {
	if (now.status === status) return null;
	if (status === "open") return takeBy(now, actor, actor);
	return { next: { ...now, status }, events: [{ event: "closed" }] };
}

/** Open, in agent mode, with `assignee`. */
function takeBy(now: Control, assignee: Actor | null, actor: Actor): Plan {
	const events: EventContent[] = now.status === "closed" ? [{ event: "reopened", byCustomer: false }] : [];
	if (now.mode !== "agent")
		events.push({ event: "mode_changed", from: now.mode, to: "agent", ruleName: null });
	events.push(assigned(assignee, actor, now.status === "open" ? now.assignee : null));
	return { next: { mode: "agent", status: "open", assignee }, events };
}

const assigned = (
	assignee: Actor | null,
	actor: Actor,
	before: Control["assignee"] = null,
): EventContent => ({
	event: "assigned",
	to: assignee?.name ?? null,
	self: assignee?.id === actor.id,
	...(before && { from: before.name, fromId: before.id }),
});
