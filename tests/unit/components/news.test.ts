import { describe, expect, test } from "vitest";
import { createNewsDesk, isUrgent } from "@/components/alerts/news";
import type { Closing } from "@/lib/conversations/attention-schema";
import type { Mention } from "@/lib/conversations/mention-schema";
import type { ConversationItem } from "@/lib/conversations/schema";

const START = Date.parse("2026-11-21T08:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
const LIN = { id: "lin", name: "林晓" };
const ZHOU = { id: "zhou", name: "周子墨" };

const item = (change: Partial<ConversationItem> = {}): ConversationItem => ({
	id: "c1",
	customer: { id: "u1", name: "陈默", openid: "o1", avatarUrl: null },
	channel: { id: "h1", kind: "miniprogram", name: "售后服务" },
	mode: "agent",
	status: "open",
	assignee: LIN,
	tags: [],
	lastMessage: {
		text: "在吗",
		type: "text",
		direction: "in",
		authorKind: "customer",
		status: "received",
		at: at(5),
	},
	waitingSince: at(5),
	unread: 1,
	window: null,
	held: 0,
	sla: null,
	failed: false,
	failure: null,
	draftStart: "",
	snoozedUntil: null,
	readSeq: 0,
	changeId: "10",
	...change,
});

const desk = () => createNewsDesk(LIN.id, START);
const kinds = (news: { kind: string; unassigned: boolean }[]) =>
	news.map(({ kind, unassigned }) => (unassigned ? `${kind} in queue` : kind));

describe("what is news", () => {
	test("a message of one's own customer, once however often it comes, and again the next", () => {
		const { fromChanges } = desk();
		const change = { before: undefined, after: item() };
		expect(fromChanges([change])).toEqual([
			{
				kind: "message",
				conversationId: "c1",
				url: "/inbox/c1",
				customer: "陈默",
				channel: "售后服务",
				by: null,
				text: "在吗",
				unassigned: false,
				at: at(5),
				urgent: false,
			},
		]);
		expect(fromChanges([change])).toEqual([]);
		const next = item({ lastMessage: { ...item().lastMessage!, at: at(9) } });
		expect(kinds(fromChanges([{ before: item(), after: next }]))).toEqual(["message"]);
	});

	test.each<[string, Partial<ConversationItem>]>([
		["older than the page", { lastMessage: { ...item().lastMessage!, at: at(-5) } }],
		["read elsewhere", { unread: 0 }],
		["one's own reply", { lastMessage: { ...item().lastMessage!, direction: "out" } }],
		["a colleague's", { assignee: ZHOU }],
		["the bot's", { mode: "bot" }],
		["closed", { status: "closed" }],
		["put away", { snoozedUntil: at(999) }],
	])("no news: %s", (_, change) => {
		expect(desk().fromChanges([{ before: item(), after: item(change) }])).toEqual([]);
	});

	test("who begins to wait is news to the queue once; given back by a colleague, again", () => {
		const { fromChanges } = desk();
		const waiting = item({ assignee: null });
		expect(kinds(fromChanges([{ before: undefined, after: waiting }]))).toEqual(["message in queue"]);
		const more = item({ assignee: null, lastMessage: { ...item().lastMessage!, at: at(20) } });
		expect(fromChanges([{ before: waiting, after: more }])).toEqual([]);
		expect(kinds(fromChanges([{ before: item({ assignee: ZHOU }), after: more }]))).toEqual([
			"message in queue",
		]);
		const old = item({ id: "c2", assignee: null, waitingSince: at(-60) });
		expect(fromChanges([{ before: undefined, after: old }])).toEqual([]);
		expect(fromChanges([{ before: old, after: item({ assignee: null, waitingSince: null }) }])).toEqual([]);
	});

	test("the bot's farewell hides nobody who begins to wait", () => {
		const after = item({
			assignee: null,
			lastMessage: { ...item().lastMessage!, direction: "out", authorKind: "bot", text: "正在转人工" },
		});
		expect(desk().fromChanges([{ before: item({ mode: "bot", assignee: null }), after }])[0]).toMatchObject({
			unassigned: true,
			text: null,
		});
	});

	test("given by somebody else: told once, and not what one took or had", () => {
		const { fromChanges } = desk();
		const quiet = { lastMessage: { ...item().lastMessage!, at: at(-9) } };
		const given = { before: item({ ...quiet, assignee: ZHOU }), after: item(quiet) };
		expect(kinds(fromChanges([given, given]))).toEqual(["assigned"]);
		expect(fromChanges([{ before: item(quiet), after: item({ ...quiet, changeId: "11" }) }])).toEqual([]);
		expect(fromChanges([{ before: undefined, after: item({ ...quiet, changeId: "12" }) }])).toEqual([]);
	});
});

describe("what is nearly too late", () => {
	const closing = (minutes: number, change: Partial<Closing> = {}): Closing => ({
		conversationId: "c1",
		customerName: "陈默",
		channelName: "售后服务",
		kind: "window",
		at: at(minutes * 60),
		unassigned: false,
		...change,
	});

	test("what the first answer holds is on screen already; what comes is told, and once more in the last ten minutes", () => {
		const { fromClosing } = desk();
		expect(fromClosing([closing(29)], START)).toEqual([]);
		const both = [closing(29), closing(30, { conversationId: "c2", unassigned: true })];
		expect(kinds(fromClosing(both, START))).toEqual(["window in queue"]);
		expect(fromClosing(both, START + 60_000)).toEqual([]);
		const last = fromClosing(both, START + 19.5 * 60_000);
		expect(last.map(({ conversationId, urgent }) => [conversationId, urgent])).toEqual([["c1", true]]);
		expect(fromClosing(both, START + 19.6 * 60_000)).toEqual([]);
	});

	test("a promise that was broken is told once and is never urgent; a new window is told anew", () => {
		const { fromClosing } = desk();
		fromClosing([], START);
		const late = closing(0, { kind: "sla" });
		expect(fromClosing([late], START)).toMatchObject([{ kind: "sla", urgent: false }]);
		expect(fromClosing([late], START)).toEqual([]);
		expect(fromClosing([closing(8)], START)).toMatchObject([{ kind: "window", urgent: true }]);
		expect(fromClosing([closing(9)], START)).toHaveLength(1);
		expect([isUrgent(closing(10), START), isUrgent(closing(11), START)]).toEqual([true, false]);
	});
});

test("mentions that were there are no news; later ones are, with the way to the note", () => {
	const mention = (id: string): Mention => ({
		id,
		conversationId: "c1",
		messageId: `7${id}`,
		seq: 3,
		customerName: "陈默",
		channel: { id: "h1", kind: "miniprogram", name: "售后服务" },
		text: "@林晓 看看",
		by: ZHOU,
		at: at(3),
	});
	const { fromMentions } = desk();
	expect(fromMentions([mention("9"), mention("8")])).toEqual([]);
	const later = fromMentions([mention("10"), mention("9")]);
	expect(later).toMatchObject([
		{ kind: "mention", url: "/inbox/c1?message=710", by: "周子墨", text: "@林晓 看看" },
	]);
	expect(fromMentions([mention("10")])).toEqual([]);
	const empty = desk();
	expect(empty.fromMentions([])).toEqual([]);
	expect(empty.fromMentions([mention("1")])).toHaveLength(1);
});
