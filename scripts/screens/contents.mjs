import { writeFileSync } from "node:fs";
import { folder } from "./camera.mjs";

const HEAD = `# Pictures of the console

Taken from the running app by \`npm run screens\`, at 14:11 on a Friday that is always the same, with customers whom the simulator
plays. Each has the name of the picture of the design that it is to be laid beside. Do not edit: the command writes this file too.

| picture | shows | dark |
|---|---|---|`;

/** The table of all pictures, with those that are still missing. */
export function writeContents(results) {
	const rows = results.map(({ name, shows, files, skipped }) => {
		if (skipped) return `| ${name} | ${shows} | not yet: the product has not got ${skipped} |`;
		const dark = files.find((file) => file.endsWith("-dark.png"));
		return `| [${name}](${name}.png) | ${shows} | ${dark ? `[dark](${dark})` : ""} |`;
	});
	writeFileSync(`${folder}/README.md`, `${[HEAD, ...rows].join("\n")}\n`);
}
