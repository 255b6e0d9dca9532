import { afterEach, expect, test, vi } from "vitest";
import { RequestError } from "@/components/api/request";
import { countReplies, createOutbox, type Outgoing } from "@/components/composer/outbox";
import type { Note, Reply } from "@/lib/conversations/reply-schema";
import type { Message } from "@/lib/conversations/schema";

const NOW = { at: "2026-11-20T06:00:00.000Z", hold: false };
const text = (words: string): Outgoing => ({ type: "text", text: words });
const picture = (pictureId: string): Outgoing => ({ type: "image", pictureId, mediaId: null });

/** An outbox before a server that answers as the script says, one word per attempt; `media` says how uploads end. */
function setUp(
	script: (RequestError | "ok")[],
	{ kept = "[]", media = [] }: { kept?: string; media?: (RequestError | string)[] } = {},
) {
	const posted: (Reply | Note)[] = [];
	const done: string[] = [];
	const network = { online: true };
	let keys = 0;
	let stored = kept;
	const outbox = createOutbox({
		mediaOf: async () => {
			const answer = media.shift();
			if (typeof answer !== "string") throw answer ?? offline;
			return answer;
		},
		post: async (_id, reply) => {
			posted.push(reply);
			const answer = script.shift() ?? "ok";
			if (answer !== "ok") throw answer;
			return { clientKey: reply.clientKey } as unknown as Message; // nothing else of it is read here
		},
		onPosted: (_item, message) => done.push((message as { clientKey: string }).clientKey),
		newKey: () => `key-${++keys}`,
		online: () => network.online,
		storage: {
			getItem: () => stored,
			setItem: (_key, value) => {
				stored = value;
			},
		},
	});
	return { outbox, posted, done, network, stored: () => stored };
}

afterEach(() => {
	vi.useRealTimers();
});

const offline = new RequestError("network", 0);
const busy = new RequestError("internal", 503);
const mediaId = "0b5c7d8e-0000-4000-8000-000000000001";

test("replies leave in the order they were written", async () => {
	const { outbox, done } = setUp([]);
	outbox.send("c1", [text("一")], NOW);
	outbox.send("c1", [text("二")], NOW);
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(done).toEqual(["key-1", "key-2"]);
});

test("without a network a reply waits, and leaves under the same key", async () => {
	const { outbox, posted } = setUp([offline]);
	outbox.send("c1", [text("稍等")], NOW);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("waiting");
	outbox.flush();
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(posted.map((reply) => reply.clientKey)).toEqual(["key-1", "key-1"]);
});

test("a network that is back while an attempt is failing is noticed", async () => {
	const { outbox, done } = setUp([offline]);
	outbox.send("c1", [text("稍等")], NOW);
	outbox.flush();
	await expect.poll(() => done).toEqual(["key-1"]);
});

test("what a busy server kept waiting is tried again by itself, in order, after pauses that grow and then no more", async () => {
	vi.useFakeTimers();
	const { outbox, posted, done } = setUp([busy, busy, busy]);
	outbox.send("c1", [text("一"), text("二")], NOW);
	const triesAfter = async (ms: number) => {
		await vi.advanceTimersByTimeAsync(ms);
		return posted.length;
	};
	expect(await triesAfter(0)).toBe(1);
	expect(outbox.of("c1").map(({ state }) => state)).toEqual(["waiting", "waiting"]);
	expect([await triesAfter(2999), await triesAfter(1)]).toEqual([1, 2]);
	expect([await triesAfter(5999), await triesAfter(1)]).toEqual([2, 3]);
	await vi.advanceTimersByTimeAsync(12_000);
	expect(done).toEqual(["key-1", "key-2"]);
	expect(vi.getTimerCount()).toBe(0);
});

test("nothing is tried by itself without a network, without a session or from a page that was left", async () => {
	vi.useFakeTimers();
	const away = setUp([offline]);
	away.outbox.send("c1", [text("一")], NOW);
	away.network.online = false;
	const signedOut = setUp([new RequestError("sign_in_required", 401)]);
	signedOut.outbox.send("c1", [text("二")], NOW);
	const left = setUp([busy, busy]);
	left.outbox.send("c1", [text("三")], NOW);
	await vi.advanceTimersByTimeAsync(0);
	left.outbox.send("c2", [text("四")], NOW);
	left.outbox.rest();
	await vi.advanceTimersByTimeAsync(60_000);
	expect([away, signedOut, left].map(({ posted }) => posted.length)).toEqual([1, 1, 2]);
	expect(vi.getTimerCount()).toBe(0);
	for (const { outbox } of [away, signedOut]) outbox.flush();
	left.outbox.restore();
	await vi.advanceTimersByTimeAsync(0);
	expect([away, signedOut, left].map(({ done }) => done.length)).toEqual([1, 1, 2]);
});

test("a later reply never overtakes one that waits", async () => {
	const { outbox, done } = setUp([offline]);
	outbox.send("c1", [text("一")], NOW);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("waiting");
	outbox.send("c1", [text("二")], NOW);
	await expect.poll(() => done).toEqual(["key-1", "key-2"]);
});

test("a refused reply stays in sight with its reason and does not hold up the next", async () => {
	const { outbox, done } = setUp([new RequestError("quota_used_up", 422)]);
	outbox.send("c1", [text("一")], NOW);
	outbox.send("c1", [text("二")], NOW);
	await expect.poll(() => done).toEqual(["key-2"]);
	expect(outbox.of("c1").map((item) => [item.content, item.state, item.error?.code])).toEqual([
		[text("一"), "refused", "quota_used_up"],
	]);
});

test("a reload loses nothing and sends nothing twice", async () => {
	const before = setUp([offline]);
	before.outbox.send("c1", [text("稍等")], NOW);
	await expect.poll(() => before.outbox.of("c1")[0]?.state).toBe("waiting");
	const after = setUp([], { kept: before.stored() });
	after.outbox.restore();
	await expect.poll(() => after.outbox.of("c1")).toEqual([]);
	expect(after.posted).toEqual([{ clientKey: "key-1", type: "text", text: "稍等" }]);
});

test("a picture and its text leave as two replies, the picture first, and nothing comes between", async () => {
	const { outbox, posted } = setUp([], { media: [mediaId] });
	outbox.send("c1", [picture("p1"), text("新杯子")], NOW);
	outbox.send("c1", [text("然后")], NOW);
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(posted).toEqual([
		{ clientKey: "key-1", type: "image", mediaId },
		{ clientKey: "key-2", type: "text", text: "新杯子" },
		{ clientKey: "key-3", type: "text", text: "然后" },
	]);
});

test("a picture that the network keeps waits for it with all behind it, and is uploaded once", async () => {
	const { outbox, posted } = setUp([offline], { media: [offline, mediaId] });
	outbox.send("c1", [picture("p1"), text("新杯子")], NOW);
	await expect.poll(() => outbox.of("c1").map(({ state }) => state)).toEqual(["waiting", "waiting"]);
	expect(posted).toEqual([]);
	outbox.flush(); // uploads, and the post fails
	await expect.poll(() => posted).toHaveLength(1);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("waiting");
	outbox.flush();
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(posted.map(({ clientKey }) => clientKey)).toEqual(["key-1", "key-1", "key-2"]);
});

test("a picture that is refused stays in sight with the reason, and its text goes on", async () => {
	const no = new RequestError("media_refused", 422, { reason: "not_a_picture" });
	const { outbox, done } = setUp([], { media: [no] });
	outbox.send("c1", [picture("p1"), text("新杯子")], NOW);
	await expect.poll(() => done).toEqual(["key-2"]);
	expect(outbox.of("c1").map((item) => [item.content.type, item.error?.details])).toEqual([
		["image", { reason: "not_a_picture" }],
	]);
});

test("why a reply was refused is known after a reload too", async () => {
	const before = setUp([new RequestError("owned_by_other", 409, { name: "周子墨" })]);
	before.outbox.send("c1", [text("一")], NOW);
	await expect.poll(() => before.outbox.of("c1")[0]?.state).toBe("refused");
	const { outbox, posted } = setUp([], { kept: before.stored() });
	outbox.restore();
	const [item] = outbox.of("c1");
	expect(item?.state).toBe("refused");
	expect(item?.error).toBeInstanceOf(RequestError);
	expect(item?.error).toMatchObject({ code: "owned_by_other", details: { name: "周子墨" } });
	expect(posted).toEqual([]);
});

test("an uploaded picture is not uploaded again after a reload", async () => {
	const before = setUp([offline], { media: [mediaId] });
	before.outbox.send("c1", [picture("p1")], NOW);
	await expect.poll(() => before.outbox.of("c1")[0]?.state).toBe("waiting");
	const { outbox, posted } = setUp([], { kept: before.stored() });
	outbox.restore();
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(posted).toEqual([{ clientKey: "key-1", type: "image", mediaId }]);
});

test("only what may wait for the customer is held, and a refused reply can be let wait", async () => {
	const { outbox, posted } = setUp(["ok", new RequestError("quota_used_up", 422)]);
	outbox.send("c1", [text("待发")], { ...NOW, hold: true });
	outbox.send("c1", [text("一")], NOW);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("refused");
	outbox.retry("key-2", { hold: true });
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	expect(posted).toEqual([
		{ clientKey: "key-1", type: "text", text: "待发", hold: true },
		{ clientKey: "key-2", type: "text", text: "一" },
		{ clientKey: "key-2", type: "text", text: "一", hold: true },
	]);
});

test("whoever sent hears when all are with the server, or that one was refused", async () => {
	const { outbox } = setUp(["ok", offline, "ok", new RequestError("window_closed", 422)]);
	const two = outbox.send("c1", [text("一"), text("二")], NOW);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("waiting");
	outbox.flush();
	expect(await two).toBe(true);
	expect(await outbox.send("c1", [text("三")], NOW)).toBe(false);
});

test("a note goes by the same way, names colleagues by their ids, and costs no reply", async () => {
	const { outbox, posted } = setUp([offline], { media: [mediaId] });
	const note: Outgoing = {
		type: "note",
		text: "@林晓 看一下",
		mentions: [{ id: "a1", name: "林晓" }],
		picture: { pictureId: "p1", mediaId: null },
	};
	void outbox.send("c1", [note, text("好的")], NOW);
	await expect.poll(() => outbox.of("c1")[0]?.state).toBe("waiting");
	expect(countReplies(outbox.of("c1"))).toBe(1);
	outbox.flush();
	await expect.poll(() => outbox.of("c1")).toEqual([]);
	const said = { clientKey: "key-1", type: "note", text: "@林晓 看一下", mentions: ["a1"], mediaId };
	// The picture was brought once.
	expect(posted.slice(0, 2)).toEqual([said, said]);
});

test("a card is sent as the library names it, whatever it looks like", async () => {
	const { outbox, posted } = setUp([]);
	const card = {
		id: "f1",
		reply: { type: "miniprogrampage", cardId: "k1", values: { 订单号: "7" } },
		content: { type: "miniprogrampage", title: "订单 7", appId: "", pagePath: "p?id=7" },
		media: null,
	} as const;
	expect(await outbox.send("c1", [{ type: "card", card }], { ...NOW, hold: true })).toBe(true);
	expect(posted).toEqual([{ clientKey: "key-1", ...card.reply, hold: true }]);
});
