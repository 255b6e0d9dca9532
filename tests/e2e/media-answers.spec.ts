/** Pictures as the built app answers them, its own headers and limits included. */
import sharp from "sharp";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";

test("a customer's picture is served by the console alone, locked into its own box", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await desk.control(`POST /chat/${customer.appId}/${customer.user}/image?wait=1`, {});
	const page = await openAs("agent");
	const conversationId = await customer.conversationId();
	const media = async () => {
		const answer = await page.request.get(`/api/conversations/${conversationId}/messages`);
		return (await answer.json()).items.find((item: { type: string }) => item.type === "image")?.media;
	};
	await expect.poll(async () => (await media())?.status).toBe("ready");
	const { id } = await media();

	const response = await page.request.get(`/api/media/${id}`);
	const headers = response.headers();
	expect(response.status()).toBe(200);
	expect(headers["content-type"]).toBe("image/png");
	expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
	expect(headers["x-content-type-options"]).toContain("nosniff");
	expect(headers["cache-control"]).toBe("private, max-age=31536000, immutable");
	// Pages have their own.
	const inbox = await page.request.get("/inbox");
	expect(inbox.headers()["content-security-policy"]).toBe("frame-ancestors 'none'");
	const root = await page.request.get("/", { maxRedirects: 0 });
	expect(root.headers()["content-security-policy"]).toBe("frame-ancestors 'none'");
	expect(await sharp(await response.body()).metadata()).toMatchObject({ width: 320, height: 240 });
	const small = await page.request.get(`/api/media/${id}?size=thumb`);
	expect((await sharp(await small.body()).metadata()).format).toBe("webp");
	const again = await page.request.get(`/api/media/${id}`, {
		headers: { "if-none-match": headers.etag ?? "" },
	});
	expect(again.status()).toBe(304);
});

test("an upload over 10 MiB is told so, one below it is kept", async ({ desk, openAs }) => {
	const customer = await newCustomer(desk);
	await customer.says("在吗");
	const conversationId = await customer.conversationId();
	const page = await openAs("agent");
	const upload = (buffer: Buffer) =>
		page.request.post("/api/media", {
			multipart: { conversationId, file: { name: "x.png", mimeType: "image/png", buffer } },
		});
	const large = await upload(Buffer.alloc(12 * 1024 * 1024));
	expect([large.status(), (await large.json()).error.code]).toEqual([413, "too_large"]);
	const photo = await sharp({
		create: {
			width: 3000,
			height: 2000,
			channels: 3,
			background: "#345",
			noise: { type: "gaussian", mean: 128, sigma: 60 },
		},
	})
		.jpeg({ quality: 95 })
		.toBuffer();
	expect(photo.length).toBeGreaterThan(2 * 1024 * 1024);
	const kept = await upload(photo);
	expect(kept.status()).toBe(201);
	expect((await kept.json()).sizeBytes).toBeLessThanOrEqual(2 * 1024 * 1024);
});
