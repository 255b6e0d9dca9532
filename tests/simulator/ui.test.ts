import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { APPID, withBench } from "./support";

const MARKUP =
	/innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\b|new Function/;

test(
	"the page runs only its own script, and its policy would stop any markup a customer sent",
	withBench({}, async (bench) => {
		const page = await fetch(`${bench.simulator.url}/_sim/ui`);
		expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
		const policy = page.headers.get("content-security-policy") ?? "";
		expect(policy).toContain("default-src 'none'; script-src 'self';");
		expect(policy).not.toContain("unsafe");
		const html = await page.text();
		const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
		expect(policy).toContain(createHash("sha256").update(style).digest("base64"));
		expect([...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
			'<script src="/_sim/ui/page.js" defer>',
		]);
		expect(html).not.toMatch(/\son\w+=|\sstyle=/);
		const script = await (await fetch(`${bench.simulator.url}/_sim/ui/page.js`)).text();
		expect(script).toContain("textContent");
		expect(script).not.toMatch(MARKUP);
	}),
);

test(
	"every call and every element the page names is there",
	withBench({}, async (bench) => {
		const read = async (path: string) => (await fetch(bench.simulator.url + path)).text();
		const [html, script] = [await read("/_sim/ui"), await read("/_sim/ui/page.js")];
		for (const [, id] of script.matchAll(/byId\("([\w-]+)"\)/g)) expect(html).toContain(`id="${id}"`);
		await bench.say("lin", "hi");
		const calls = [...script.matchAll(/call\("(GET|POST)", [`"]([^`"]+)[`"]/g)];
		expect(calls.length).toBeGreaterThan(10);
		for (const [, method, path = ""] of calls) {
			const real = path
				.replace(/\$\{chat\(\)\}/, `chat/${APPID}/lin`)
				.replace(/\$\{tool\(\)\}/, `tool/${APPID}`)
				.replace(/\$\{what\}/, "enter")
				.replace(/\$\{[^}]*\}/g, "1");
			const { status, body } = await bench.request(
				`${method} /_sim/${real}`,
				method === "GET" ? undefined : {},
			);
			// What is missing in the body may be refused; a call that is not there may not.
			expect([status, body.error?.code], real).not.toEqual([404, "not_found"]);
			expect(status, real).not.toBe(405);
		}
	}),
);

test(
	"the page is for this machine only",
	withBench({}, async (bench) => {
		const headers = { Origin: "https://evil.example" };
		expect((await fetch(`${bench.simulator.url}/_sim/ui`, { headers })).status).toBe(403);
	}),
);
