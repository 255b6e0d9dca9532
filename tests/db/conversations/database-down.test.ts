import { expect, test } from "vitest";
import { answerPush } from "@/lib/conversations/push-door";
import { closeDatabase } from "@/lib/db";
import { checkHealth } from "@/lib/jobs/health";
import type { Channel } from "@/tests/support/desk";
import { seal, textPacket } from "@/tests/support/packets";

test("without a database a push is answered 503 with an empty body, so that WeChat tries again", async () => {
	process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:9/nothing";
	await closeDatabase();
	const channel = {
		id: "any",
		token: "any",
		originalId: "gh_any",
		encryption: "plain",
		format: "json",
	} as Channel;
	const answer = await answerPush(seal(channel, textPacket(channel, "oDown", "hi")), new Date());
	expect(answer).toMatchObject({ status: 503, body: "" });
	expect(await checkHealth()).toEqual({ status: "down", down: ["database"] });
});
