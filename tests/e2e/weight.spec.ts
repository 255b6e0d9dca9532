/** How much JavaScript a browser that was never here needs before anything can be done. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { inProject } from "@/scripts/project.mjs";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";

const KB = 1000;
/** Bytes, compressed. The second is what it weighs, and a fiftieth more. */
const MOST = { inbox: 250 * KB, opened: 300 * KB };
/** So many are named when it is too much. */
const NAMED = 8;

test("the inbox can be used after 250 kB of scripts, with a conversation after little more", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	await expectLight(page, "/inbox", MOST.inbox);
	await expectLight(page, `/inbox/${await customer.conversationId()}`, MOST.opened);
});

/** The scripts that a page names itself; what follows once it rests keeps nobody waiting. */
async function expectLight(page: Page, path: string, mostBytes: number): Promise<void> {
	const html = await (await page.request.get(path)).text();
	const tags = [...html.matchAll(/<script src="\/_next\/([^"?]+\.js)[^>]*>/g)];
	// What stands in for missing features is for browsers that know no modules.
	const named = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, file = ""]) => file));
	const scripts = [...named]
		.map((file) => ({ file, bytes: gzipSync(readFileSync(join(inProject(".next"), file))).length }))
		.sort((a, b) => b.bytes - a.bytes);
	const bytes = scripts.reduce((all, script) => all + script.bytes, 0);
	expect(scripts.length, `the scripts of ${path} are found`).toBeGreaterThan(5);
	const heaviest = scripts.slice(0, NAMED).map((script) => `${script.file}: ${script.bytes}`);
	expect(bytes, `${path}, of that ${heaviest.join(", ")}`).toBeLessThan(mostBytes);
}
