// `npm run bench`: every benchmark; `npm run bench -- push`: one. Prints a table and writes .data/bench/<name>.json.
import "./node-version.mjs";
import { mkdirSync, writeFileSync } from "node:fs";
import { command, Refusal } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { inData, neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";

/** Each measures and gives back its figures `{ name, value, unit, goal, holds }` and the text of its table. */
const BENCHMARKS = {
	inbox: async () => (await import("./bench/inbox.mjs")).benchInbox(),
	protocol: async () => (await import("./bench/protocol.mjs")).benchProtocol(),
	send: async () => (await import("./bench/send.mjs")).benchSend(),
	screen: async () => (await import("./bench/screen.mjs")).benchScreen(),
	push: async () => (await import("./bench/push.mjs")).benchPush(),
};

await command(async () => {
	const wanted = process.argv.slice(2);
	const unknown = wanted.find((name) => !Object.hasOwn(BENCHMARKS, name));
	if (unknown)
		throw new Refusal(`There is no benchmark ${unknown}; there are: ${Object.keys(BENCHMARKS).join(", ")}.`);
	prepareDataFolder(neededMb());
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	mkdirSync(inData("bench"), { recursive: true });
	for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHMARKS)) await measure(name);
});

async function measure(name) {
	const { figures, text } = await BENCHMARKS[name]();
	const file = inData("bench", `${name}.json`);
	writeFileSync(file, `${JSON.stringify({ name, at: new Date().toISOString(), figures }, null, "\t")}\n`);
	console.log(`\n${text}\n\n${file}`);
}
