import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openConformDoor } from "./conform-door";
import { PROCESS_TEST_MS, startProcess } from "./process";

test("the process says where it listens, knows the accounts of the file and ends with SIGTERM", {
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
		child.kill("SIGTERM");
		expect(await ended).toBe(0);
	} finally {
		rmSync(directory, { recursive: true });
	}
});

test("--help explains, a wrong option and a busy port end with a sentence and code 1", {
	timeout: PROCESS_TEST_MS,
}, async () => {
	const help = startProcess(["--help"]);
	const told = await help.text();
	for (const part of ["--accounts", "/_sim/ui", "conform --url", "--transfer", "P10, P11", '"originalId"']) {
		expect(told).toContain(part);
	}
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

test("conform prints a row a line and the counts, and ends with 1 when a row failed", {
	timeout: PROCESS_TEST_MS,
}, async () => {
	const { url, token, aesKey, appId, originalId } = await openConformDoor({}, "echoes with a line break");
	const account = [
		"--token",
		`${token}`,
		"--aes-key",
		`${aesKey}`,
		"--app-id",
		appId,
		"--original-id",
		originalId,
	];
	const args = ["conform", "--url", url, ...account, "--mode", "safe", "--format", "xml"];
	const [bad, good, unknown, incomplete] = [
		startProcess([...args, "--only", "U1,S1–S12"]),
		startProcess([...args, "--only", "P1", "--json"]),
		startProcess([...args, "--only", "Z"]),
		startProcess(["conform", "--url", url, "--app-id", appId, "--original-id", originalId]),
	];
	expect(await bad.ended).toBe(1);
	const lines = (await bad.text()).trimEnd().split("\n");
	expect(lines[0]).toMatch(/^U1 \| the URL check, signed rightly \| .* \| mismatch: .* \| failed$/);
	expect(lines.at(-2)).toMatch(/^S1–S12 \| .* \| not applicable$/);
	expect(lines.at(-1)).toBe("2 ok, 1 failed, 2 not applicable");
	expect(await good.ended).toBe(0);
	expect(JSON.parse(await good.text())).toMatchObject([{ id: "P1", outcome: "ok" }, {}, {}]);
	expect(await unknown.ended).toBe(1);
	expect(await unknown.text()).toContain("No row has such an id");
	expect(await incomplete.ended).toBe(1);
	expect(await incomplete.text()).toContain("needed");
});
