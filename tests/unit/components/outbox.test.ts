import { expect, test, vi } from "vitest";
import { RequestError } from "@/components/api/request";
import { createOutbox } from "@/components/composer/outbox";
import type { Reply } from "@/lib/conversations/reply-schema";
import type { Message } from "@/lib/conversations/schema";

const AT = "2026-11-20T06:00:00.000Z";

/** An outbox before a server that answers as the script says, one word per attempt. */
function setUp(script: (RequestError | "ok")[], kept = "[]") {
	const posted: Reply[] = [];
	const done: string[] = [];
	let keys = 0;
	let stored = kept;
	const outbox = createOutbox({
		post: async (_id, reply) => {
			posted.push(reply);
			const answer = script.shift() ?? "ok";
			if (answer !== "ok") throw answer;
			return { clientKey: reply.clientKey } as unknown as Message; // nothing else of it is read here
		},
		onPosted: (_id, message) => done.push((message as { clientKey: string }).clientKey),
		newKey: () => `key-${++keys}`,
		storage: {
			getItem: () => stored,
			setItem: (_key, value) => {
				stored = value;
			},
		},
	});
	return { outbox, posted, done, stored: () => stored };
}

const offline = new RequestError("network", 0);

test("replies leave in the order they were written", async () => {
	const { outbox, done } = setUp([]);
	outbox.send("c1", "一", AT);
	outbox.send("c1", "二", AT);
	await vi.waitFor(() => expect(outbox.of("c1")).toEqual([]));
	expect(done).toEqual(["key-1", "key-2"]);
});

test("without a network a reply waits, and leaves under the same key", async () => {
	const { outbox, posted } = setUp([offline]);
	outbox.send("c1", "稍等", AT);
	await vi.waitFor(() => expect(outbox.of("c1")[0]?.state).toBe("waiting"));
	outbox.flush();
	await vi.waitFor(() => expect(outbox.of("c1")).toEqual([]));
	expect(posted.map((reply) => reply.clientKey)).toEqual(["key-1", "key-1"]);
});

test("a network that is back while an attempt is failing is noticed", async () => {
	const { outbox, done } = setUp([offline]);
	outbox.send("c1", "稍等", AT);
	outbox.flush();
	await vi.waitFor(() => expect(done).toEqual(["key-1"]));
});

test("a later reply never overtakes one that waits", async () => {
	const { outbox, done } = setUp([offline]);
	outbox.send("c1", "一", AT);
	await vi.waitFor(() => expect(outbox.of("c1")[0]?.state).toBe("waiting"));
	outbox.send("c1", "二", AT);
	await vi.waitFor(() => expect(done).toEqual(["key-1", "key-2"]));
});

test("a refused reply stays in sight with its reason and does not hold up the next", async () => {
	const { outbox, done } = setUp([new RequestError("quota_used_up", 422)]);
	outbox.send("c1", "一", AT);
	outbox.send("c1", "二", AT);
	await vi.waitFor(() => expect(done).toEqual(["key-2"]));
	expect(outbox.of("c1").map((item) => [item.text, item.state, item.error?.code])).toEqual([
		["一", "refused", "quota_used_up"],
	]);
});

test("a reload loses nothing and sends nothing twice", async () => {
	const before = setUp([offline]);
	before.outbox.send("c1", "稍等", AT);
	await vi.waitFor(() => expect(before.outbox.of("c1")[0]?.state).toBe("waiting"));
	const after = setUp([], before.stored());
	after.outbox.restore();
	await vi.waitFor(() => expect(after.outbox.of("c1")).toEqual([]));
	expect(after.posted).toEqual([{ clientKey: "key-1", type: "text", text: "稍等" }]);
});
