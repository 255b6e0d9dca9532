import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROCESS_TEST_MS, startProcess } from "./process";

test("the process says where it listens, knows the accounts of the file and ends within a second of SIGTERM", {
	timeout: PROCESS_TEST_MS,
}, async () => {
	const directory = mkdtempSync(join(tmpdir(), "simulator-"));
	const file = join(directory, "accounts.json");
	writeFileSync(file, JSON.stringify([{ appid: "wxdemo", secret: "s", originalId: "gh_demo" }]));
	const { child, said, ended } = startProcess(["--port", "0", "--accounts", file]);
	try {
		const url = /^simulator listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(await said)?.[1];
		const { items } = (await (await fetch(`${url}/_sim/accounts`)).json()) as { items: { appid: string }[] };
		expect(items.map(({ appid }) => appid)).toEqual(["wxdemo"]);
		const startedAt = performance.now();
		child.kill("SIGTERM");
		expect(await ended).toBe(0);
		expect(performance.now() - startedAt).toBeLessThan(1000);
	} finally {
		rmSync(directory, { recursive: true });
	}
});

test("--help explains, a wrong option and a busy port end with a sentence and code 1", {
	timeout: PROCESS_TEST_MS,
}, async () => {
	const help = startProcess(["--help"]);
	expect(await help.said).toContain("--accounts");
	expect(await help.ended).toBe(0);
	const wrong = startProcess(["--nonsense"]);
	expect(await wrong.ended).toBe(1);
	const first = startProcess(["--port", "4382"]);
	await first.said;
	const second = startProcess(["--port", "4382"]);
	expect(await second.ended).toBe(1);
	expect(await second.said).toBe("The port is in use; choose another one with --port.\n");
	first.child.kill("SIGTERM");
	await first.ended;
});
