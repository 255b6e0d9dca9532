/** S8, M and what cards and links must keep: pictures by the console's own routes, with each way WeChat may take them. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { samplePicture } from "@/simulator/picture-samples";
import { type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";
import { toForm } from "@/tests/support/media-desk";
import { bitmap, noise } from "@/tests/support/pictures";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat, http, agent } = desk;
const DAY_S = 24 * 3600;
let worker: Worker;

beforeAll(async () => {
	worker = await startWorker();
});
afterAll(() => worker.stop());
afterEach(() => wechat.control("POST /clock", { reset: true }));

/** The agent uploads a file into the conversation; the id of the picture. */
async function upload(customer: LineCustomer, bytes: Uint8Array): Promise<string> {
	const form = toForm({ bytes, conversationId: await customer.conversationId() });
	const { status, body } = await http.as(agent, "POST /api/media", form);
	expect(status, JSON.stringify(body)).toBe(201);
	return body.id;
}

async function reply(customer: LineCustomer, content: Record<string, unknown>): Promise<void> {
	const path = `POST /api/conversations/${await customer.conversationId()}/messages`;
	const sent = await http.as(agent, path, { clientKey: crypto.randomUUID(), ...content });
	expect(sent.status, JSON.stringify(sent.body)).toBe(201);
}

/** Resolves once the newest reply has ended so; the code stands with a failure. */
const ends = (customer: LineCustomer, status: string, errcode?: number) =>
	expect
		.poll(
			async () => {
				const last = (await customer.thread()).filter(({ direction }) => direction === "out").at(-1);
				return [last?.status, last?.failure?.errcode];
			},
			{ interval: 20 },
		)
		.toEqual([status, errcode]);

const fromUs = async (customer: LineCustomer): Promise<Json[]> =>
	(await customer.phone()).items.filter(({ from }: Json) => from === "api");

test.each(["current", "strict"])(
	"S8 (profile %s): four days later the same picture is uploaded again by itself, and delivered",
	async (profile) => {
		const line = await desk.line(`s8-${profile}`, {}, { profile });
		const customer = await line.customer("lin");
		await customer.says("发张图");
		const large = await noise({ width: 1300, height: 1000 }).png().toBuffer();
		expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
		const mediaId = await upload(customer, large);
		await reply(customer, { type: "image", mediaId });
		await ends(customer, "accepted");
		await wechat.control("POST /clock", { advanceSeconds: 4 * DAY_S });
		await customer.says("再发一次");
		await reply(customer, { type: "image", mediaId });
		await ends(customer, "accepted");
		const [first, second] = await fromUs(customer);
		expect(second.mediaId).not.toBe(first.mediaId);
	},
);

test.each([true, false])(
	"S8 (bmpUpload %s): a bitmap leaves as something that WeChat takes",
	async (bmpUpload) => {
		const line = await desk.line(`s8-bmp-${bmpUpload}`, {}, { bmpUpload });
		const customer = await line.customer("lin");
		await customer.says("发张图");
		const rows = Array.from({ length: 40 }, () => Array<string>(60).fill("#0f7a5a"));
		await reply(customer, { type: "image", mediaId: await upload(customer, bitmap(rows)) });
		await ends(customer, "accepted");
	},
);

test.each([
	{ cdnRefererBlock: false },
	{ cdnRefererBlock: true },
	{ picUrlTtl: 3600 },
	{ mediaErrorContentType: "text/plain" },
])(
	"M1 (%j): here within seconds, by id or by link, and still here when both are dead at WeChat",
	async (flags) => {
		for (const mediaGone of [false, true]) {
			const name = `m1-${Object.entries(flags).join("").replace(/\W/g, "")}-${mediaGone}`.toLowerCase();
			const line = await desk.line(name, {}, flags);
			const customer = await line.customer("lin");
			await customer.does("image", { mediaGone });
			const media = async () => (await customer.thread()).find(({ type }) => type === "image").media;
			await expect.poll(async () => (await media()).status).toBe("ready");
			await wechat.control("POST /clock", { advanceSeconds: 4 * DAY_S });
			const { status, body, headers } = await http.as(agent, `GET /api/media/${(await media()).id}`);
			expect([status, headers.get("content-type")]).toEqual([200, "image/png"]);
			expect(samplePicture().equals(body)).toBe(true);
			expect(JSON.stringify(await customer.thread())).not.toContain(wechat.simulator.url);
			await wechat.control("POST /clock", { reset: true });
		}
	},
);

const LINK = {
	title: "好".repeat(21),
	description: "好".repeat(40),
	url: "https://example.com/a",
	thumbUrl: "https://example.com/b.png",
};
const CARD = { title: "好".repeat(21), pagepath: "pages/a?b=1" };

test.each([
	["link", {}, undefined],
	["link", { linkTitleBytes: 60 }, 45003],
	["link", { linkDescriptionBytes: 100 }, 45004],
	["link", { linkUrlBytes: 10 }, 45005],
	["link", { linkThumbBytes: 10 }, 45006],
	["miniprogrampage", {}, undefined],
	["miniprogrampage", { cardTitleBytes: 60 }, 45003],
	["miniprogrampage", { foreignCardAppid: "40013" }, undefined],
	["miniprogrampage", { foreignCardAppid: "allow" }, undefined],
] as const)("a %s at our own limits with %j ends with the code %s, or well", async (type, flags, errcode) => {
	const line = await desk.line(
		`card-${type}-${Object.keys(flags)}-${Object.values(flags)}`.toLowerCase(),
		{},
		flags,
	);
	const customer = await line.customer("lin");
	await customer.says("在吗");
	const cover = type === "link" ? {} : { mediaId: await upload(customer, samplePicture()) };
	await reply(customer, { type, ...(type === "link" ? LINK : CARD), ...cover });
	await ends(customer, errcode === undefined ? "accepted" : "failed", errcode);
	expect(await fromUs(customer)).toHaveLength(errcode === undefined ? 1 : 0);
});
