import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packagesAreInstalled } from "@/scripts/packages.mjs";

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "kefu-packages-"));
	mkdirSync(path.join(folder, "node_modules"));
	write("package-lock.json", {
		"": { version: "0.1.0" },
		"node_modules/next": { version: "16.4.5" },
		"node_modules/server-for-mac": { version: "1.0.0", optional: true },
	});
});
afterEach(() => rmSync(folder, { recursive: true }));

test("packages count as installed when each is there in the version of the lock file", () => {
	write("node_modules/.package-lock.json", { "node_modules/next": { version: "16.4.5" } });
	expect(check()).toBe(true);
});

test("an installation that was broken off is done again", () => {
	expect(check()).toBe(false);
});

test("a changed lock file is installed again", () => {
	write("node_modules/.package-lock.json", { "node_modules/next": { version: "16.4.4" } });
	expect(check()).toBe(false);
});

test("a package that is missing is installed, unless it is for another system", () => {
	write("node_modules/.package-lock.json", {});
	expect(check()).toBe(false);
});

const check = (): boolean =>
	packagesAreInstalled(path.join(folder, "package-lock.json"), path.join(folder, "node_modules"));

function write(file: string, packages: object): void {
	writeFileSync(path.join(folder, file), JSON.stringify({ packages }));
}
