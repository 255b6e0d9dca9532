import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { Refusal } from "./command.mjs";
import { inData } from "./project.mjs";

/** New values for the two secrets the app needs. */
export const newSecrets = () => ({
	NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
	ENCRYPTION_KEY: randomBytes(32).toString("base64"),
});

/** The secrets of demo and dev: made at the first run, then always the same, or those of the environment. */
export function keptSecrets(file = inData("secrets.json")) {
	if (!existsSync(file)) writeFileSync(file, JSON.stringify(newSecrets(), null, "\t"), { mode: 0o600 });
	chmodSync(file, 0o600);
	const { NEXTAUTH_SECRET, ENCRYPTION_KEY } = readSecrets(file);
	return {
		NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || NEXTAUTH_SECRET,
		ENCRYPTION_KEY: process.env.ENCRYPTION_KEY || ENCRYPTION_KEY,
	};
}

function readSecrets(file) {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		throw new Refusal(
			`${file} is damaged. Restore it, or remove it together with .data/postgres to begin with empty data.`,
		);
	}
}
