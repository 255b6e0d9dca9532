import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeIfChanged } from "../fingerprint.mjs";
import { mustRunNode } from "../processes.mjs";
import { inData, inProject, root } from "../project.mjs";

const folder = inData("bench", "bare");

/** The server of a Next app that does nothing, built as ours is. */
export const bareServer = path.join(folder, ".next", "standalone", path.relative(root, folder), "server.js");

/** Where it answers a POST with `success`. */
export const BARE_PATH = "/push";

const FILES = {
	"package.json": '{ "name": "bare", "private": true, "type": "module" }\n',
	"next.config.js": `const root = ${JSON.stringify(root)};
export default { output: "standalone", outputFileTracingRoot: root, turbopack: { root } };
`,
	"app/push/route.js": `export async function POST(request) {
	await request.arrayBuffer();
	return new Response("success");
}

export const GET = () => new Response("ready");
`,
};

/** Builds it once for each version of Next. */
export async function buildBareNext() {
	const made = await makeIfChanged({
		stamp: path.join(folder, "built-from.sha256"),
		sources: ["node_modules/next/package.json", "scripts/bench/bare-next.mjs"],
		result: bareServer,
		make: build,
	});
	return made ? "" : "up to date";
}

async function build() {
	rmSync(folder, { recursive: true, force: true });
	for (const [name, text] of Object.entries(FILES)) {
		mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		writeFileSync(path.join(folder, name), text);
	}
	const log = inData("logs", "bare-build.log");
	rmSync(log, { force: true });
	await mustRunNode([inProject("node_modules", "next", "dist", "bin", "next"), "build"], {
		sentence: "The bare Next app could not be built.",
		log,
		cwd: folder,
		env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});
}
