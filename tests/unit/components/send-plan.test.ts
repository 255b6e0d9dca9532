import { expect, test } from "vitest";
import { RequestError } from "@/components/api/request";
import { showsLiteralTags } from "@/components/composer/literal-tags";
import { planSend } from "@/components/composer/send-plan";

const ready = { state: "ready", error: null } as const;
const failed = (error: RequestError) => ({ state: "failed", error }) as const;

test("each picture costs one reply, and the text one more", () => {
	expect(planSend("", [], 5)).toMatchObject({ count: 0, blocked: "empty" });
	expect(planSend(" \n", [], 5)).toMatchObject({ count: 0, blocked: "empty" });
	expect(planSend("好", [], 5)).toMatchObject({ count: 1, bytes: 3, blocked: null });
	expect(planSend("", [ready, ready], 5)).toMatchObject({ count: 2, hasText: false, blocked: null });
	expect(planSend("好", [ready, ready], 5)).toMatchObject({ count: 3, hasText: true, blocked: null });
});

test("no more is sent than WeChat would take; what is held costs nothing yet", () => {
	expect(planSend("好", [ready], 2).blocked).toBeNull();
	expect(planSend("好", [ready], 1).blocked).toBe("over_quota");
	expect(planSend("好", [ready, ready, ready], null).blocked).toBeNull();
});

test("2048 bytes are sent, one more is not", () => {
	expect(planSend("a".repeat(2048), [], 5).blocked).toBeNull();
	expect(planSend("a".repeat(2049), [], 5).blocked).toBe("too_long");
	expect(planSend(`${"好".repeat(683)}`, [], null).blocked).toBe("too_long");
});

test("a picture that cannot be sent holds up the rest, one that only the network keeps does not", () => {
	expect(planSend("好", [failed(new RequestError("media_refused", 422))], 5).blocked).toBe("picture_failed");
	expect(planSend("好", [failed(new RequestError("network", 0))], 5).blocked).toBeNull();
});

test.each(["<b>粗</b>", "a<br/>b", '<img src="x">', "</div>", "<P>"])(
	"%s would be shown as it is written",
	(text) => {
		expect(showsLiteralTags(text)).toBe(true);
	},
);

test.each(["1 < 2 > 0", "<3", '<a href="https://x.example">y</a>', "<a@b.example>", "《书》", "x<y"])(
	"%s is what it looks like",
	(text) => {
		expect(showsLiteralTags(text)).toBe(false);
	},
);
