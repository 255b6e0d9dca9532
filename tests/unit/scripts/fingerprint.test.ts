import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeIfChanged } from "@/scripts/fingerprint.mjs";
import { root } from "@/scripts/project.mjs";

let folder: string;
let made: number;

beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "kefu-fingerprint-"));
	made = 0;
	writeFileSync(inFolder("source"), "first");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("nothing is made twice from the same sources, whatever their dates", async () => {
	expect(await make()).toBe(true);
	writeFileSync(inFolder("source"), readFileSync(inFolder("source")));
	expect(await make()).toBe(false);
	expect(made).toBe(1);
});

test("a changed source, a source more and a lost result are each a reason to make it again", async () => {
	await make();
	writeFileSync(inFolder("source"), "second");
	expect(await make()).toBe(true);
	writeFileSync(inFolder("other-source"), "");
	expect(await make()).toBe(true);
	rmSync(inFolder("result"));
	expect(await make()).toBe(true);
});

test("what failed half-way is made again", async () => {
	await make();
	writeFileSync(inFolder("source"), "second");
	await expect(make(new Error("broken off"))).rejects.toThrow("broken off");
	expect(existsSync(inFolder("stamp"))).toBe(false);
	expect(await make()).toBe(true);
});

const inFolder = (name: string): string => path.join(folder, name);

const make = (failure?: Error): Promise<boolean> =>
	makeIfChanged({
		stamp: inFolder("stamp"),
		sources: ["source", "other-source"].map((name) => path.relative(root, inFolder(name))),
		result: inFolder("result"),
		make: async () => {
			made++;
			writeFileSync(inFolder("result"), "half");
			if (failure) throw failure;
		},
	});
