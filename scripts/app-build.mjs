import { cpSync, existsSync, rmSync } from "node:fs";
import { makeIfChanged } from "./fingerprint.mjs";
import { mustRunNode } from "./processes.mjs";
import { inData, inProject } from "./project.mjs";

/** What ends up in the built app; a change anywhere else needs no build. */
const SOURCES = [
	"app",
	"components",
	"lib",
	"messages",
	"public",
	"generated/prisma",
	"instrumentation.ts",
	"proxy.ts",
	"next.config.ts",
	"tsconfig.json",
	"package.json",
	"package-lock.json",
	"scripts/app-build.mjs",
];

/** The built app's own server, with everything it needs beside it. */
export const builtServer = inProject(".next", "standalone", "server.js");

/** Builds the app unless the last build was made from the same sources. */
export async function buildApp() {
	const made = await makeIfChanged({
		stamp: inProject(".next", "built-from.sha256"),
		sources: SOURCES,
		result: builtServer,
		make: build,
	});
	return made ? "" : "up to date";
}

async function build() {
	rmSync(inProject(".next", "standalone"), { recursive: true, force: true });
	const log = inData("logs", "build.log");
	rmSync(log, { force: true });
	await mustRunNode([inProject("node_modules", "next", "dist", "bin", "next"), "build"], {
		sentence: "The app could not be built.",
		log,
		env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});
	// Next leaves these two to a content server; ours serves them itself.
	cpSync(inProject(".next", "static"), inProject(".next", "standalone", ".next", "static"), {
		recursive: true,
	});
	if (!existsSync(inProject("public"))) return;
	cpSync(inProject("public"), inProject(".next", "standalone", "public"), { recursive: true });
}
