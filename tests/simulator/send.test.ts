import { expect, test } from "vitest";
import { APPID, type Bench, SECRET, withBench } from "./support";

const SEND = "/cgi-bin/message/custom/send";
const TYPING = "/cgi-bin/message/custom/typing";

const code = async (bench: Bench, message: object): Promise<number> =>
	(await bench.api(SEND, message)).errcode;
const rawSend = async (bench: Bench, body: string): Promise<number> => {
	const response = await fetch(`${bench.simulator.url}${SEND}?access_token=${await bench.token()}`, {
		method: "POST",
		body,
	});
	return ((await response.json()) as { errcode: number }).errcode;
};

async function upload(bench: Bench, bytes: Uint8Array<ArrayBuffer>, name = "image.png") {
	const form = new FormData();
	form.append("media", new File([bytes], name));
	const url = `${bench.simulator.url}/cgi-bin/media/upload?type=image&access_token=${await bench.token()}`;
	return (await (await fetch(url, { method: "POST", body: form })).json()) as Record<string, unknown>;
}
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

test(
	"five answers to a user message, then 45047; the next user message opens five more; after 48 hours 45015",
	withBench({}, async (bench) => {
		expect((await bench.sendText("lin")).errcode).toBe(45015);
		await bench.say("lin", "hi");
		for (let n = 0; n < 5; n++) expect((await bench.sendText("lin")).errcode).toBe(0);
		expect((await bench.sendText("lin")).errcode).toBe(45047);
		await bench.say("lin", "again");
		expect((await bench.sendText("lin")).errcode).toBe(0);
		await bench.control("POST /_sim/clock", { advanceSeconds: 48 * 3600 + 1 });
		expect((await bench.sendText("lin")).errcode).toBe(45015);
	}),
);

test(
	"entering allows two messages for a minute",
	withBench({}, async (bench) => {
		await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
		for (let n = 0; n < 2; n++) expect((await bench.sendText("lin")).errcode).toBe(0);
		expect((await bench.sendText("lin")).errcode).toBe(45047);
		await bench.control("POST /_sim/clock", { advanceSeconds: 61 });
		expect((await bench.sendText("lin")).errcode).toBe(45015);
	}),
);

test(
	"an accepted message shows in the transcript, a refused one does not",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		await bench.sendText("lin", '你好 <a href="https://x" data-miniprogram-appid="wxother">here</a>');
		await bench.sendText("lin", "");
		const { items, grants } = await bench.transcript("lin");
		expect(items.map((item: { from: string }) => item.from)).toEqual(["user", "api"]);
		expect(items[1].links).toEqual([
			{ label: "here", href: "https://x", appid: "wxother", path: null, foreignAppid: true },
		]);
		expect(grants.left).toBe(4);
	}),
);

test(
	"each check answers before all later ones",
	withBench({ kfPermission: true }, async (bench) => {
		const touser = await bench.openid("lin");
		expect((await bench.control(`GET ${SEND}`)).errcode).toBe(43002);
		expect((await bench.api(SEND, {}, "short")).errcode).toBe(40014);
		expect(await rawSend(bench, "")).toBe(44002);
		expect(await rawSend(bench, "{")).toBe(47001);
		expect(await rawSend(bench, '{"touser":"o","text":{"content":"\\u4f60"}}')).toBe(40033);
		expect(await code(bench, { touser: "oNobody", msgtype: "nonsense" })).toBe(40003);
		expect(await code(bench, { touser, msgtype: "nonsense" })).toBe(40008);
		expect(await code(bench, { touser, msgtype: "news" })).toBe(45162);
		expect(await code(bench, { touser, msgtype: "msgmenu" })).toBe(40200);
		expect(await code(bench, { touser, msgtype: "text" })).toBe(40035);
		expect(await code(bench, { touser, msgtype: "text", text: { content: 7 } })).toBe(40035);
		expect(await code(bench, { touser, msgtype: "text", text: { content: "" } })).toBe(44004);
		expect(await code(bench, { touser, msgtype: "text", text: { content: "好".repeat(683) } })).toBe(45002);
		expect(await code(bench, { touser, msgtype: "image", image: { media_id: "x" } })).toBe(40007);
		expect(await code(bench, { touser, msgtype: "text", text: { content: "x".repeat(2048) } })).toBe(45015);
	}),
);

test(
	"without the customer-service permission 48001 comes before anything about the body",
	withBench({ kfPermission: false }, async (bench) => {
		expect(await rawSend(bench, "")).toBe(48001);
	}),
);

test(
	"daily and minute limits answer 45009 and 45011 before the body is looked at",
	withBench({ quotas: { [SEND]: { daily: 3, perMinute: 2 } } }, async (bench) => {
		await bench.control("POST /_sim/clock", { set: 1_790_000_000 });
		expect([await rawSend(bench, ""), await rawSend(bench, ""), await rawSend(bench, "")]).toEqual([
			44002, 44002, 45011,
		]);
		await bench.control("POST /_sim/clock", { advanceSeconds: 60 });
		expect([await rawSend(bench, ""), await rawSend(bench, "")]).toEqual([44002, 45009]);
		const cleared = await bench.api("/cgi-bin/clear_quota", { appid: APPID });
		expect(cleared.errcode).toBe(0);
		expect(await rawSend(bench, "")).toBe(44002);
	}),
);

test(
	"the window may be checked before the content, by setting",
	withBench({ flags: { windowCheckFirst: true } }, async (bench) => {
		const touser = await bench.openid("lin");
		expect(await code(bench, { touser, msgtype: "nonsense" })).toBe(45015);
	}),
);

test(
	"links and cards are checked field by field",
	withBench({ pages: ["pages/index/index"] }, async (bench) => {
		await bench.say("lin", "hi");
		const touser = await bench.openid("lin");
		const { media_id: thumb } = await upload(bench, PNG);
		const link = (change: object) => ({
			touser,
			msgtype: "link",
			link: { title: "t", description: "d", url: "https://x", thumb_url: "https://y", ...change },
		});
		const card = (change: object) => ({
			touser,
			msgtype: "miniprogrampage",
			miniprogrampage: { title: "t", pagepath: "pages/index/index?a=1", thumb_media_id: thumb, ...change },
		});
		expect(await code(bench, link({ title: "t".repeat(65) }))).toBe(45003);
		expect(await code(bench, link({ description: "d".repeat(121) }))).toBe(45004);
		expect(await code(bench, link({ url: "javascript:alert(1)" }))).toBe(45005);
		expect(await code(bench, link({ thumb_url: `https://${"y".repeat(2048)}` }))).toBe(45006);
		expect(await code(bench, link({}))).toBe(0);
		expect(await code(bench, card({ title: "好".repeat(22) }))).toBe(45003);
		expect(await code(bench, card({ pagepath: "/pages/index/index" }))).toBe(41030);
		expect(await code(bench, card({ pagepath: "pages/none" }))).toBe(41030);
		expect(await code(bench, card({ appid: "wxother" }))).toBe(40013);
		expect(await code(bench, card({ appid: APPID }))).toBe(0);
	}),
);

test(
	"a blocked chat answers 45015 until it is unblocked",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		await bench.control(`POST /_sim/chat/${APPID}/lin/block`);
		expect((await bench.sendText("lin")).errcode).toBe(45015);
		await bench.control(`POST /_sim/chat/${APPID}/lin/unblock`);
		expect((await bench.sendText("lin")).errcode).toBe(0);
	}),
);

test(
	"for load tests the window can be taken away, but not the check who the user is",
	withBench({ flags: { grantModel: "unlimited" } }, async (bench) => {
		for (let n = 0; n < 20; n++) expect((await bench.sendText("lin")).errcode).toBe(0);
		expect(await code(bench, { touser: "oNobody", msgtype: "text", text: { content: "x" } })).toBe(40003);
	}),
);

test(
	"an openid of another account is unknown to the account of the token",
	withBench({}, async (bench) => {
		const { door } = bench;
		const other = { appid: "wxother", secret: SECRET, originalId: "gh_other" };
		await bench.control("POST /_sim/accounts", { ...other, push: { url: door.url, token: "BBB" } });
		const { openids } = await bench.control("POST /_sim/users", { id: "lin" });
		expect(openids.wxother).not.toBe(openids[APPID]);
		expect(await code(bench, { touser: openids.wxother, msgtype: "text", text: { content: "x" } })).toBe(
			40003,
		);
	}),
);

test(
	"the path for sub-merchants complains about the missing businessid",
	withBench({}, async (bench) => {
		expect((await bench.api("/cgi-bin/message/custom/business/send", { touser: "o" })).errcode).toBe(40101);
	}),
);

test(
	"typing needs a window and a recent message, lasts fifteen seconds and ends with a message",
	withBench({}, async (bench) => {
		const typing = async (command: string) =>
			(await bench.api(TYPING, { touser: await bench.openid("lin"), command })).errcode;
		expect(await typing("Typing")).toBe(45015);
		await bench.say("lin", "hi");
		expect(await typing("Dancing")).toBe(45072);
		expect(await typing("Typing")).toBe(0);
		expect((await bench.transcript("lin")).typing).toBe(true);
		expect(await typing("Typing")).toBe(45081);
		await bench.sendText("lin");
		expect((await bench.transcript("lin")).typing).toBe(false);
		await bench.control("POST /_sim/clock", { advanceSeconds: 31 });
		expect(await typing("Typing")).toBe(45080);
	}),
);

test(
	"an uploaded picture is sent and fetched for three days",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const { media_id, type } = await upload(bench, PNG);
		expect(type).toBe("image");
		const image = { touser: await bench.openid("lin"), msgtype: "image", image: { media_id } };
		expect(await code(bench, image)).toBe(0);
		const get = async () =>
			fetch(
				`${bench.simulator.url}/cgi-bin/media/get?media_id=${media_id}&access_token=${await bench.token()}`,
			);
		const file = await get();
		expect(file.headers.get("content-type")).toBe("image/png");
		expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
		await bench.control("POST /_sim/clock", { advanceSeconds: 3 * 86_400 });
		await bench.say("lin", "still there");
		expect(await code(bench, image)).toBe(40007);
		expect(((await (await get()).json()) as { errcode: number }).errcode).toBe(40007);
	}),
);

test(
	"uploads that are no picture, empty or too large are refused by their code",
	withBench({ flags: { maxImageBytes: 100 } }, async (bench) => {
		expect((await upload(bench, new Uint8Array([1, 2, 3]))).errcode).toBe(40137);
		expect((await upload(bench, new Uint8Array())).errcode).toBe(44001);
		expect((await upload(bench, new Uint8Array(101))).errcode).toBe(40009);
		expect((await bench.api("/cgi-bin/media/upload", {})).errcode).toBe(40004);
	}),
);

test(
	"unknown paths answer 40066 with a rid that can be asked for",
	withBench({}, async (bench) => {
		const { errcode, errmsg } = await bench.control("POST /cgi-bin/nothing", { a: 1 });
		expect(errcode).toBe(40066);
		expect(errmsg).toMatch(/^invalid url rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
		const refused = await bench.api(SEND, { touser: "oNobody", msgtype: "text" });
		const rid = refused.errmsg.split("rid: ")[1];
		const found = await bench.api("/cgi-bin/openapi/rid/get", { rid });
		expect(found.request.request_body).toContain("oNobody");
		expect((await bench.api("/cgi-bin/openapi/rid/get", { rid: "x" })).errcode).toBe(76002);
	}),
);
