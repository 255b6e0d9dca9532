import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SendableContent, sendMessage, toSendBody } from "@/lib/wechat/miniprogram/send";
import { serveText } from "@/tests/unit/wechat/local-server";
import { fixture } from "@/tests/unit/wechat/pushes";

const send = (baseUrl: string, text = "你好") =>
	sendMessage({
		baseUrl,
		accessToken: "TOKEN",
		openid: "o9",
		content: { type: "text", text },
		timeoutMs: 5000,
	});

describe("sending", () => {
	test("posts the packet of WeChat's page to /cgi-bin/message/custom/send", async () => {
		const { baseUrl, seen } = await serveText(
			fixture("samples/wechatpy/tests/fixtures/message_custom_send.json"),
		);
		await send(baseUrl);
		expect(seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
			"POST /cgi-bin/message/custom/send?access_token=TOKEN",
		]);
		expect(seen[0]?.body).toBe('{"touser":"o9","msgtype":"text","text":{"content":"你好"}}');
	});

	test("names its fields as the SDK's sample does", () => {
		const path = "samples/skit/ModelSamples/CgibinMessageCustom/CgibinMessageCustomSendRequest.json";
		const sample = JSON.parse(fixture(path));
		const body = toSendBody("OPENID", { type: "text", text: "Hello World" });
		expect(sample).toMatchObject({ ...body, msgtype: "type" });
	});

	test("is done only when WeChat says errcode 0", async () => {
		await send((await serveText('{"errcode":"0","errmsg":"ok"}')).baseUrl);
		const silent = await serveText("{}");
		await expect(send(silent.baseUrl)).rejects.toMatchObject({ name: "WechatNetworkError", sent: true });
		const refused = await serveText('{"errcode":45047,"errmsg":"out of response count limit rid: 1-2-3"}');
		await expect(send(refused.baseUrl)).rejects.toMatchObject({
			name: "WechatApiError",
			errcode: 45047,
			rid: "1-2-3",
		});
	});

	test("keeps what people write: line ends, tabs, emoji, markup, a backslash", () => {
		const text = 'a\r\nb\tc 😀 <a href="https://x">\\u4f60</a> \u2028';
		expect(toSendBody("o9", { type: "text", text })).toMatchObject({ text: { content: text } });
	});

	test("drops other control characters and replaces halves of characters", () => {
		const body = toSendBody("o9", { type: "text", text: "a\u0000\u0007\u001bb\ud83d" });
		expect(body).toMatchObject({ text: { content: "ab\uFFFD" } });
	});
});

describe("each type", () => {
	const CASES: [SendableContent, Record<string, unknown>][] = [
		[
			{ type: "text", text: "你好" },
			{ touser: "o9", msgtype: "text", text: { content: "你好" } },
		],
		[
			{ type: "image", mediaId: "M-1_x" },
			{ touser: "o9", msgtype: "image", image: { media_id: "M-1_x" } },
		],
		[
			{
				type: "link",
				title: "订单",
				description: "已发货",
				url: "https://shop.example/o?a=1&b=2",
				thumbUrl: "https://shop.example/t.png",
			},
			{
				touser: "o9",
				msgtype: "link",
				link: {
					title: "订单",
					description: "已发货",
					url: "https://shop.example/o?a=1&b=2",
					thumb_url: "https://shop.example/t.png",
				},
			},
		],
		[
			{
				type: "miniprogrampage",
				title: "商品",
				pagePath: "pages/index/index?foo=bar",
				thumbMediaId: "T-1",
			},
			{
				touser: "o9",
				msgtype: "miniprogrampage",
				miniprogrampage: {
					title: "商品",
					pagepath: "pages/index/index?foo=bar",
					thumb_media_id: "T-1",
				},
			},
		],
	];

	test.each(CASES)("$type has the body of WeChat's page, and nothing more", async (content, body) => {
		expect(toSendBody("o9", content)).toEqual(body);
		const { baseUrl, seen } = await serveText('{"errcode":0,"errmsg":"ok"}');
		await sendMessage({ baseUrl, accessToken: "TOKEN", openid: "o9", content, timeoutMs: 5000 });
		expect(seen[0]?.body).toBe(JSON.stringify(body));
	});

	test.each(CASES)(
		"$type says on demand that it came from a language model, and not otherwise",
		(content, body) => {
			expect(toSendBody("o9", content, true)).toEqual({ ...body, aimsgcontext: { is_ai_msg: 1 } });
			expect(toSendBody("o9", content, false)).toEqual(body);
		},
	);

	test("a page path loses the slash it must not begin with", () => {
		const card = {
			type: "miniprogrampage",
			title: "t",
			pagePath: "/pages/a?b=/c",
			thumbMediaId: "T",
		} as const;
		expect(toSendBody("o9", card)).toMatchObject({ miniprogrampage: { pagepath: "pages/a?b=/c" } });
	});

	test("of anything in any field, the request never holds a \\u escape, which WeChat refuses", () => {
		const anything = fc.string({ unit: "binary", maxLength: 60 }).map((text) => text.replaceAll("\\", "/"));
		const contents: fc.Arbitrary<SendableContent> = fc.oneof(
			fc.record({ type: fc.constant("text" as const), text: anything }),
			fc.record({ type: fc.constant("image" as const), mediaId: anything }),
			fc.record({
				type: fc.constant("link" as const),
				title: anything,
				description: anything,
				url: anything,
				thumbUrl: anything,
			}),
			fc.record({
				type: fc.constant("miniprogrampage" as const),
				title: anything,
				pagePath: anything,
				thumbMediaId: anything,
			}),
		);
		fc.assert(
			fc.property(anything, contents, (openid, content) => {
				expect(JSON.stringify(toSendBody(openid, content))).not.toContain("\\u");
			}),
			{ numRuns: 1000 },
		);
	});
});
