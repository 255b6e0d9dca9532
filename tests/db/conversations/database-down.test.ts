import { expect, test } from "vitest";
import { transaction } from "@/lib/db";
import { checkHealth } from "@/lib/jobs/health";
import { holdDatabaseLine } from "@/tests/support/database-line";
import { count, makeChannel } from "@/tests/support/desk";
import { push, textPacket } from "@/tests/support/packets";

const line = await holdDatabaseLine();

test("while the database is gone a push is answered 503 and nothing else; when it is back WeChat's retry is stored", async () => {
	const channel = await makeChannel("down");
	expect(await push(channel, textPacket(channel, "oDown", "before"))).toMatchObject({ status: 200 });
	const clear = textPacket(channel, "oDown", "while it was gone");
	line.cut();
	for (let n = 0; n < 3; n++) expect(await push(channel, clear)).toMatchObject({ status: 503, body: "" });
	const unread = { ...channel, id: "never-read" };
	expect(await push(unread, textPacket(unread, "oDown", "hi"))).toMatchObject({ status: 503, body: "" });
	expect(await checkHealth()).toEqual({ status: "down", down: ["database"] });
	await expect(transaction(async () => undefined)).rejects.toMatchObject({
		code: "database_unavailable",
		status: 503,
	});

	await line.mend();
	await expect.poll(() => push(channel, clear)).toMatchObject({ status: 200, body: "success" });
	expect(await count("messages", "content ->> 'text' = 'while it was gone'")).toBe(1);
	expect(await checkHealth()).toEqual({ status: "ok", down: [] });
});

test("a connection that ends in the middle of a transaction is 503, and the pool goes on", async () => {
	const broken = transaction(async (tx) => {
		await tx.query("SELECT 1");
		line.cut();
		await line.mend();
		await tx.query("SELECT 2");
	});
	await expect(broken).rejects.toMatchObject({ code: "database_unavailable" });
	expect(await transaction(async (tx) => (await tx.query("SELECT 3 AS n")).rows)).toEqual([{ n: 3 }]);
});

test("a throw undoes the whole transaction", async () => {
	const undone = transaction(async (tx) => {
		await tx.query("INSERT INTO sign_in_attempts VALUES ('undone', 1, now())");
		throw new Error("no");
	});
	await expect(undone).rejects.toThrow("no");
	expect(await count("sign_in_attempts", "key = 'undone'")).toBe(0);
});
