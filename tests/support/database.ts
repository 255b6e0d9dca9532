/**
 * Runs before each test file of the `db` project, ahead of its imports: the file gets a database of its own, cloned
 * from the migrated template, and an environment as the app would have it.
 */
import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import { closeDatabase } from "@/lib/db";
import { cloneTemplate, dropDatabase } from "@/scripts/test-server.mjs";

/** Address of this file's database. */
export const databaseUrl: string = await cloneTemplate();

Object.assign(process.env, {
	DATABASE_URL: databaseUrl,
	NEXTAUTH_URL: "http://127.0.0.1:3000",
	NEXTAUTH_SECRET: randomBytes(24).toString("base64"),
	ENCRYPTION_KEY: randomBytes(32).toString("base64"),
	// Nobody listens there: a file that needs WeChat starts a simulator and names it.
	WECHAT_API_URL: "http://127.0.0.1:9",
	WECOM_API_URL: "http://127.0.0.1:9",
});

afterAll(async () => {
	await closeDatabase();
	await dropDatabase(databaseUrl);
});
