// `npm start`: the built app in production, in this very process. Settings: .env.example.
import "./node-version.mjs";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { builtServer } from "./app-build.mjs";
import { explain, Refusal } from "./command.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { inProject } from "./project.mjs";

const REQUIRED = {
	DATABASE_URL: "Postgres 14 or newer, e.g. postgres://user:password@host:5432/kefu",
	NEXTAUTH_URL: "public address of the console, e.g. https://kefu.example.com",
	NEXTAUTH_SECRET: "signs sessions; at least 16 characters: openssl rand -base64 32",
	ENCRYPTION_KEY: "32 bytes in base64: openssl rand -base64 32",
};

try {
	await start();
} catch (error) {
	console.error(explain(error));
	process.exit(1);
}

async function start() {
	// What is set already wins over the file.
	if (existsSync(inProject(".env"))) process.loadEnvFile(inProject(".env"));
	requireSettings();
	if (!existsSync(builtServer)) throw new Refusal("The app is not built yet: npm ci && npm run build");

	const { migrate } = await import("./migrate.mjs");
	const applied = await migrate(process.env.DATABASE_URL);
	for (const name of applied) console.log(`migration ${name} applied`);

	// The shell's HOSTNAME is the name of the machine; the server takes it for the address to listen on.
	process.env.HOSTNAME = process.env.HOST || "0.0.0.0";
	process.env.NODE_ENV = "production";
	process.env.NEXT_TELEMETRY_DISABLED = "1";
	// What is being sent is finished before the process ends (lib/jobs/process.ts).
	process.env.NEXT_MANUAL_SIG_HANDLE = "1";
	endWithNpm();
	await import(pathToFileURL(builtServer).href);
}

function requireSettings() {
	const missing = Object.keys(REQUIRED).filter((name) => !process.env[name]);
	if (missing.length === 0) return;
	const lines = missing.map((name) => `  ${name.padEnd(16)} ${REQUIRED[name]}`);
	throw new Refusal(`Missing in the environment (or in .env; .env.example lists all):\n${lines.join("\n")}`);
}
