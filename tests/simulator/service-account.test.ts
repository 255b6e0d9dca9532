import { expect, test } from "vitest";
import { firstAttempt, notices, open } from "./door-reading";
import { APPID, type Bench, type Json, type Pushed, withBench } from "./support";

const SERVICE = { kind: "service_account" };
const SEND = "/cgi-bin/message/custom/send";

const swapped = (pushed: Pushed, rest: object) => {
	const { FromUserName, ToUserName } = open(pushed);
	return JSON.stringify({ ToUserName: FromUserName, FromUserName: ToUserName, CreateTime: 1, ...rest });
};
const transferTo =
	(kfAccount?: string) =>
	(pushed: Pushed): { body: string } => {
		const packet = open(pushed);
		if (packet.MsgType === "event") return { body: "success" };
		const info = kfAccount ? { TransInfo: { KfAccount: kfAccount } } : {};
		return { body: swapped(pushed, { MsgType: "transfer_customer_service", ...info }) };
	};
const tool = (bench: Bench, call: string, body: object): Promise<Json> =>
	bench.control(`POST /_sim/tool/${APPID}/${call}`, body);
const agent = (bench: Bench, name: string, change: object = {}) =>
	tool(bench, "agents", { id: name, account: `${name}@shop`, ...change });
/** Events are pushed beside the call that causes them. */
const sessionEvents = (bench: Bench): Json[] =>
	bench.door.pushes.map(open).filter((packet) => packet.Event?.startsWith("kf_"));
const raw = (bench: Bench, fields: object) =>
	bench.control(`POST /_sim/chat/${APPID}/lin/raw?wait=1`, { fields });
const send = async (bench: Bench, msgtype: string, payload: unknown): Promise<number> =>
	(await bench.api(SEND, { touser: await bench.openid("lin"), msgtype, [msgtype]: payload })).errcode;

async function upload(bench: Bench, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<Json> {
	const form = new FormData();
	form.append("media", new File([bytes], "file"));
	const query = `type=${type}&access_token=${await bench.token()}`;
	return (
		await fetch(`${bench.simulator.url}/cgi-bin/media/upload?${query}`, { method: "POST", body: form })
	).json();
}
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
const AMR = Buffer.from("#!AMR\n");
const MP4 = Buffer.from("\0\0\0\x18ftypmp42");

test(
	"the owner of a service account is told when a session begins, changes hands and ends",
	withBench(SERVICE, async (bench) => {
		bench.door.answer = transferTo();
		await agent(bench, "wang");
		await agent(bench, "zhou");
		await bench.say("lin", "a person please");
		await tool(bench, "accept", { agent: "wang" });
		await tool(bench, "switch", { user: "lin", agent: "zhou" });
		await tool(bench, "close", { user: "lin" });
		await expect.poll(() => sessionEvents(bench).length).toBe(3);
		const openid = await bench.openid("lin");
		expect(sessionEvents(bench)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ Event: "kf_create_session", KfAccount: "wang@shop", FromUserName: openid }),
				expect.objectContaining({
					Event: "kf_switch_session",
					FromKfAccount: "wang@shop",
					ToKfAccount: "zhou@shop",
				}),
				expect.objectContaining({ Event: "kf_close_session", KfAccount: "zhou@shop" }),
			]),
		);
	}),
);

test(
	"a session of a service account that runs out is told as closed",
	withBench(SERVICE, async (bench) => {
		bench.door.answer = transferTo();
		await agent(bench, "wang", { autoAccept: true });
		await bench.say("lin", "a person please");
		await bench.control("POST /_sim/clock", { advanceSeconds: 1801 });
		await expect
			.poll(() => sessionEvents(bench).map(({ Event }) => Event))
			.toEqual(["kf_create_session", "kf_close_session"]);
	}),
);

test(
	"the owner of a Mini Program is told nothing about sessions",
	withBench({}, async (bench) => {
		bench.door.answer = transferTo("zhou@shop");
		await agent(bench, "wang");
		await agent(bench, "zhou");
		await bench.say("lin", "a person please");
		expect((await bench.transcript("lin")).toolState).toBe("QUEUED");
		await tool(bench, "accept", { agent: "wang" });
		await tool(bench, "switch", { user: "lin", agent: "zhou" });
		await tool(bench, "close", { user: "lin" });
		await bench.say("lin", "again");
		expect(sessionEvents(bench)).toEqual([]);
	}),
);

test.each(["offline", "away", "online"])(
	"TransInfo binds the user to the named agent, who is %s and full, and nobody else sees it",
	(status) =>
		withBench(SERVICE, async (bench) => {
			bench.door.answer = transferTo("zhou@shop");
			await agent(bench, "wang", { autoAccept: true });
			await agent(bench, "zhou", { status, maxSessions: 0 });
			const said = await bench.say("lin", "zhou please");
			expect(said.delivery).toMatchObject({ verdict: "TRANSFER", kfAccount: "zhou@shop" });
			const { items } = await bench.control(`GET /_sim/tool/${APPID}/sessions`);
			expect(items).toMatchObject([{ agent: "zhou" }]);
			expect((await bench.control(`GET /_sim/tool/${APPID}/waiting`)).items).toEqual([]);
		})(),
);

test(
	"TransInfo with an agent nobody knows waits like any other",
	withBench(SERVICE, async (bench) => {
		bench.door.answer = transferTo("nobody@shop");
		await agent(bench, "zhou");
		await bench.say("lin", "hi");
		expect((await bench.transcript("lin")).toolState).toBe("QUEUED");
	}),
);

test(
	"a passive reply of a service account reaches the user and costs nothing of the window",
	withBench(SERVICE, async (bench) => {
		bench.door.answer = (pushed) => ({ body: swapped(pushed, { MsgType: "text", Content: "你好" }) });
		const said = await bench.say("lin", "hi");
		expect(said.delivery).toMatchObject({ verdict: "ACK", passive: { Content: "你好" } });
		const { items, grants } = await bench.transcript("lin");
		expect(items[1]).toMatchObject({ from: "api", type: "text", text: "你好", passive: true });
		expect(grants.left).toBe(5);
	}),
);

test(
	"an event of a service account is answered passively too, with a picture in XML and in safe mode",
	withBench({ ...SERVICE, push: { format: "xml" } }, async (bench) => {
		const { media_id: mediaId } = await upload(bench, "image", JPEG);
		bench.door.answer = (pushed) => {
			const { FromUserName, ToUserName } = open(pushed);
			const picture = `<Image><MediaId><![CDATA[${mediaId}]]></MediaId></Image>`;
			const head = `<ToUserName>${FromUserName}</ToUserName><FromUserName>${ToUserName}</FromUserName>`;
			return { body: `<xml>${head}<CreateTime>1</CreateTime><MsgType>image</MsgType>${picture}</xml>` };
		};
		expect((await raw(bench, { Event: "subscribe" })).delivery.verdict).toBe("ACK");
		const { items } = await bench.transcript("lin");
		expect(items).toMatchObject([{ type: "image", passive: true, url: `/_sim/media/${mediaId}` }]);
	}),
);

test.each([
	["names that are not swapped", { ToUserName: "gh_97417a04a28d" }, "namesNotSwapped"],
	["a type without its content", { Content: undefined }, "passiveReply"],
	["a type that does not exist", { MsgType: "nonsense" }, "passiveReply"],
])("a passive reply with %s fails with the notice of a service account", (_what, change, reason) =>
	withBench(SERVICE, async (bench) => {
		bench.door.answer = (pushed) => ({
			body: swapped(pushed, { MsgType: "text", Content: "hi", ...change }),
		});
		expect(firstAttempt(await bench.say("lin", "hi"))?.reason).toBe(reason);
		expect(await notices(bench, "lin")).toEqual(["kfUnavailable"]);
		expect((await bench.transcript("lin")).items.at(-1).text).toContain("该公众号");
	})(),
);

test(
	"a Mini Program has no passive replies",
	withBench({}, async (bench) => {
		bench.door.answer = (pushed) => ({ body: swapped(pushed, { MsgType: "text", Content: "hi" }) });
		expect((await bench.say("lin", "hi")).delivery.verdict).toBe("FAIL");
	}),
);

test(
	"a service account sends more types, each with its own checks",
	withBench({ ...SERVICE, flags: { grantModel: "unlimited" } }, async (bench) => {
		const picture = (await upload(bench, "thumb", JPEG)).thumb_media_id;
		const voice = (await upload(bench, "voice", AMR)).media_id;
		const video = (await upload(bench, "video", MP4)).media_id;
		const article = { title: "t", description: "d", url: "https://x", picurl: "https://y" };
		const menu = { head_content: "?", list: [{ id: "1", content: "yes" }], tail_content: "!" };
		const song = { musicurl: "https://m", hqmusicurl: "https://h", thumb_media_id: picture };
		const card = { title: "t", appid: "wxother", pagepath: "pages/a", thumb_media_id: picture };
		expect(await send(bench, "voice", { media_id: voice })).toBe(0);
		expect(await send(bench, "voice", { media_id: picture })).toBe(40004);
		expect(await send(bench, "video", { media_id: video, thumb_media_id: picture })).toBe(0);
		expect(await send(bench, "video", { media_id: video, thumb_media_id: "gone" })).toBe(40007);
		expect(await send(bench, "music", song)).toBe(0);
		expect(await send(bench, "music", { ...song, musicurl: 1 })).toBe(40035);
		expect(await send(bench, "news", { articles: [article] })).toBe(0);
		expect(await send(bench, "news", { articles: [article, article] })).toBe(45008);
		expect(await send(bench, "news", { articles: [null] })).toBe(40035);
		expect(await send(bench, "msgmenu", menu)).toBe(0);
		expect(await send(bench, "msgmenu", { ...menu, list: [7] })).toBe(40035);
		expect(await send(bench, "mpnews", { media_id: "m" })).toBe(0);
		expect(await send(bench, "mpnewsarticle", { article_id: "" })).toBe(40035);
		expect(await send(bench, "wxcard", { card_id: "c" })).toBe(0);
		expect(await send(bench, "miniprogrampage", card)).toBe(0);
		expect(await send(bench, "miniprogrampage", { ...card, appid: "" })).toBe(40013);
		expect(await send(bench, "link", { title: "t", description: "d", url: "https://x", thumb_url: "" })).toBe(
			45162,
		);
		expect(await send(bench, "nonsense", {})).toBe(40008);
	}),
);

test(
	"voice and video uploads are for service accounts, and checked by their content",
	withBench(SERVICE, async (bench) => {
		expect((await upload(bench, "voice", MP4)).errcode).toBe(40005);
		expect((await upload(bench, "voice", Buffer.alloc(2 * 1024 * 1024 + 1))).errcode).toBe(40006);
		expect((await upload(bench, "toString", JPEG)).errcode).toBe(40004);
		await bench.control("POST /_sim/accounts", {
			appid: "wxmini",
			secret: "s",
			originalId: "gh_mini",
		});
		const asked = { grant_type: "client_credential", appid: "wxmini", secret: "s" };
		const { access_token: token } = await bench.control("POST /cgi-bin/stable_token", asked);
		const url = `/cgi-bin/media/upload?type=voice&access_token=${token}`;
		expect((await bench.control(`POST ${url}`, {})).errcode).toBe(40004);
	}),
);

test(
	"menu clicks, scans and following open three messages for a minute",
	withBench(SERVICE, async (bench) => {
		await raw(bench, { Event: "debug_demo" });
		expect((await bench.sendText("lin")).errcode).toBe(45015);
		await raw(bench, { Event: "CLICK", EventKey: "help" });
		for (let n = 0; n < 3; n++) expect((await bench.sendText("lin")).errcode).toBe(0);
		expect((await bench.sendText("lin")).errcode).toBe(45047);
		await bench.control("POST /_sim/clock", { advanceSeconds: 60 });
		expect((await bench.sendText("lin")).errcode).toBe(45015);
	}),
);

test.each([
	[{ ...SERVICE, verified: false }, 48001],
	[{ ...SERVICE, verified: true }, 45015],
	[{ verified: false }, 45015],
])("customer service wants a verified service account: %j answers %i", (account, code) =>
	withBench(account, async (bench) => {
		expect((await bench.sendText("lin")).errcode).toBe(code);
	})(),
);

test(
	"a service account has no contact button to enter by",
	withBench(SERVICE, async (bench) => {
		expect((await bench.request(`POST /_sim/chat/${APPID}/lin/enter`, {})).status).toBe(409);
	}),
);
