import { describe, expect, test } from "vitest";
import { eventDigest, openPush } from "@/lib/wechat/miniprogram/push";
import { buildXml } from "@/lib/wechat/xml";
import { NOW, PLAIN, plainPush, SAFE, sealedPush, textJson } from "@/tests/unit/wechat/pushes";

describe("the digest of an event", () => {
	const event = (fields: Record<string, unknown> = {}) =>
		textJson({
			MsgType: "event",
			Event: "user_enter_tempsession",
			SessionFrom: "a",
			Content: undefined,
			...fields,
		});
	const digest = (body: string) => eventDigest(openPush(plainPush(body), PLAIN, NOW));

	test("is the same for every delivery, in any mode, format, order of fields and spelling of the name", () => {
		const once = digest(event());
		expect(once).toMatch(/^[0-9a-f]{64}$/);
		expect(eventDigest(openPush(sealedPush(event(), SAFE, "json"), SAFE, NOW))).toBe(once);
		expect(digest(event({ Event: "user_Enter_tempsession" }))).toBe(once);
		const fields = Object.entries(JSON.parse(event()) as Record<string, string | number>);
		expect(digest(JSON.stringify(Object.fromEntries(fields.reverse())))).toBe(once);
		expect(digest(buildXml(Object.fromEntries(fields)))).toBe(once);
	});

	test.each([
		["the customer", { FromUserName: "other" }],
		["the second", { CreateTime: 1714112446 }],
		["the name", { Event: "debug_demo" }],
		["SessionFrom", { SessionFrom: "b" }],
	])("differs with %s", (_, change) => {
		expect(digest(event(change))).not.toBe(digest(event()));
	});

	test("differs with any field of an event we do not know, nested ones too", () => {
		const popup = (List: unknown) => digest(event({ Event: "subscribe_msg_popup_event", List }));
		const all = [
			popup([{ a: 1, b: 2 }]),
			popup([{ b: 1, a: 2 }]),
			popup({ a: 1, b: 2 }),
			popup([]),
			popup(undefined),
		];
		expect(new Set(all).size).toBe(all.length);
		expect(popup([{ b: 2, a: 1 }])).toBe(all[0]);
	});

	test("differs between two unknown messages without an id", () => {
		const voice = (MediaId: string) => digest(textJson({ MsgType: "voice", MediaId }));
		expect(voice("a")).not.toBe(voice("b"));
		expect(voice("a")).toBe(voice("a"));
	});
});
