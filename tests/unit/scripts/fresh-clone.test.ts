import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inProject } from "@/scripts/project.mjs";
import { readSources } from "@/tests/support/source-tree";

const scripts = new Map(readSources("scripts").map((file) => [file.path.replace(/\.\w+$/, ""), file]));

const manifest = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as {
	scripts: Record<string, string>;
};
// Those run by tsx are for an installed clone.
const commands = Object.entries(manifest.scripts)
	.filter(([, run]) => run.startsWith("node "))
	.map(([name, run]) => ({ name, file: run.split(" ")[1] ?? "" }));

test.each(commands)("npm run $name can start before any package is installed", ({ file }) => {
	expect(packagesNeededAtOnce(file.replace(/\.\w+$/, ""))).toEqual([]);
});

test.each(commands)("npm run $name looks at the version of Node before anything else", ({ file }) => {
	const source = scripts.get(file.replace(/\.\w+$/, ""));
	expect(source?.imports[0]?.target).toBe(path.posix.join(path.posix.dirname(file), "node-version"));
});

/** Packages imported by the file or what it imports, before a line of them runs. */
function packagesNeededAtOnce(start: string, seen = new Set<string>()): string[] {
	if (seen.has(start)) return [];
	seen.add(start);
	const imports = scripts.get(start)?.imports.filter(({ late }) => !late) ?? [];
	const packages = imports.filter(({ ours, target }) => !ours && !target.startsWith("node:"));
	return [
		...packages.map(({ target }) => `${start} imports ${target}`),
		...imports.filter(({ ours }) => ours).flatMap(({ target }) => packagesNeededAtOnce(target, seen)),
	];
}
