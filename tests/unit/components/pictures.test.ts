import { expect, test } from "vitest";
import { RequestError } from "@/components/api/request";
import { createPictures, PICTURES_MAX } from "@/components/composer/pictures";

const offline = new RequestError("network", 0);

interface Upload {
	name: string;
	conversationId: string;
	signal: AbortSignal;
	onProgress: (share: number) => void;
	answer: (id: string) => void;
	fail: (error: RequestError) => void;
}

/** Pictures before a server that answers each upload when the test says so. */
function setUp(refused: Record<string, RequestError> = {}) {
	const uploads: Upload[] = [];
	const previews = new Set<string>();
	let keys = 0;
	const pictures = createPictures({
		upload: (conversationId, { name }, options) =>
			new Promise((resolve, fail) => {
				uploads.push({ name, conversationId, ...options, answer: (id) => resolve({ id }), fail });
				options.signal.addEventListener("abort", () => fail(offline));
			}),
		refusalOf: async ({ name }) => refused[name] ?? null,
		previews: {
			create: ({ name }) => {
				previews.add(name);
				return name;
			},
			revoke: (url) => previews.delete(url),
		},
		newKey: () => `p${++keys}`,
	});
	const uploading = (count: number) => expect.poll(() => uploads).toHaveLength(count);
	const states = (id = "c1") => pictures.of(id).map(({ state }) => state);
	return { pictures, uploads, previews, uploading, states };
}

const file = (name: string) => new File(["x"], name);

test("a picture is uploaded as soon as it is added, and tells how far it is", async () => {
	const { pictures, uploads, uploading, states } = setUp();
	pictures.add("c1", [file("a.png")]);
	await uploading(1);
	uploads[0]?.onProgress(0.4);
	expect(pictures.of("c1")[0]).toMatchObject({ state: "uploading", progress: 0.4, previewUrl: "a.png" });
	uploads[0]?.answer("m1");
	await expect.poll(() => states()).toEqual(["ready"]);
	expect(await pictures.mediaOf("p1")).toBe("m1");
});

test("two at a time, so that the browser keeps connections for the rest of the console", async () => {
	const { pictures, uploads, uploading, states } = setUp();
	pictures.add("c1", [file("a"), file("b"), file("c")]);
	await uploading(2);
	uploads[0]?.fail(offline);
	await uploading(3);
	expect(uploads.map(({ name }) => name)).toEqual(["a", "b", "c"]);
	expect(states()).toEqual(["failed", "uploading", "uploading"]);
});

test("what is no picture is never uploaded and has no preview", async () => {
	const refusal = new RequestError("media_refused", 422, { reason: "not_a_picture" });
	const { pictures, uploads, previews, states } = setUp({ "a.png": refusal });
	pictures.add("c1", [file("a.png")]);
	await expect.poll(() => states()).toEqual(["failed"]);
	expect(pictures.of("c1")[0]?.error).toBe(refusal);
	expect([uploads.length, previews.size]).toEqual([0, 0]);
});

test("removing one ends its upload and frees its preview", async () => {
	const { pictures, uploads, previews, uploading } = setUp();
	pictures.add("c1", [file("a")]);
	await uploading(1);
	pictures.remove("p1");
	expect(uploads[0]?.signal.aborted).toBe(true);
	expect([pictures.of("c1").length, previews.size]).toEqual([0, 0]);
});

test("one that failed is uploaded again on request, one that the network kept also when it is back", async () => {
	const { pictures, uploads, uploading, states } = setUp();
	pictures.add("c1", [file("a"), file("b")]);
	await uploading(2);
	uploads[0]?.fail(offline);
	uploads[1]?.fail(new RequestError("internal", 500));
	await expect.poll(() => states()).toEqual(["failed", "failed"]);
	pictures.flush();
	await uploading(3);
	expect(uploads[2]?.name).toBe("a");
	pictures.retry("p2");
	await uploading(4);
	expect(uploads[3]?.name).toBe("b");
});

test("a reply takes them from the field, waits for an upload that runs, and repeats one that failed", async () => {
	const { pictures, uploads, uploading } = setUp();
	pictures.add("c1", [file("a"), file("b")]);
	await uploading(2);
	uploads[1]?.fail(offline);
	await expect.poll(() => pictures.find("p2")?.state).toBe("failed");
	pictures.takeAll("c1");
	expect(pictures.of("c1")).toEqual([]);
	const both = Promise.all([pictures.mediaOf("p1"), pictures.mediaOf("p2")]);
	await uploading(3);
	uploads[0]?.answer("m1");
	uploads[2]?.answer("m2");
	expect(await both).toEqual(["m1", "m2"]);
	expect(pictures.putBack("p1")).toBe(true);
	expect(pictures.of("c1").map(({ mediaId }) => mediaId)).toEqual(["m1"]);
});

test("each conversation keeps its own, and no more than fit", async () => {
	const { pictures, uploading } = setUp();
	const many = Array.from({ length: PICTURES_MAX + 2 }, (_, index) => file(`${index}`));
	expect(pictures.add("c1", many)).toBe(2);
	expect(pictures.add("c2", [file("x")])).toBe(0);
	expect([pictures.of("c1").length, pictures.of("c2").length]).toEqual([PICTURES_MAX, 1]);
	await uploading(2);
});

test("a picture of an earlier page is said to be gone", async () => {
	const { pictures } = setUp();
	await expect(pictures.mediaOf("p9")).rejects.toMatchObject({ details: { reason: "not_kept" } });
	expect(pictures.putBack("p9")).toBe(false);
});

test("leaving the page would lose what is at the field or not uploaded, nothing else", async () => {
	const { pictures, uploads, uploading } = setUp();
	expect(pictures.hasUnsaved()).toBe(false);
	pictures.add("c1", [file("a")]);
	await uploading(1);
	expect(pictures.hasUnsaved()).toBe(true);
	pictures.takeAll("c1");
	expect(pictures.hasUnsaved()).toBe(true);
	uploads[0]?.answer("m1");
	await expect.poll(() => pictures.hasUnsaved()).toBe(false);
});
