import { expect, test } from "vitest";
import { findFirstRun, isPublicHttps } from "@/lib/admin/first-run";
import { rows } from "@/lib/db";
import { makeAgent, makeChannel } from "@/tests/support/desk";

test("nothing to look at: no channel at all, or none for this person; and who can change it", async () => {
	await makeAgent("林晓");
	const admin = await makeAgent("王琳");
	await rows({ text: "UPDATE agents SET role = 'admin' WHERE id = $1", values: [admin.agent.id] });
	expect(await findFirstRun(null)).toMatchObject({ elsewhere: false, admins: ["王琳"], people: 2 });
	expect(await findFirstRun([])).toMatchObject({ elsewhere: false });

	const { id } = await makeChannel("first");
	expect(await findFirstRun(null)).toBeNull();
	expect(await findFirstRun([id])).toBeNull();
	expect(await findFirstRun([])).toMatchObject({ elsewhere: true, admins: ["王琳"] });
	await rows({ text: "UPDATE agents SET disabled_at = now() WHERE id = $1", values: [admin.agent.id] });
	expect(await findFirstRun([]), "who may not sign in any more").toMatchObject({ admins: [], people: 1 });
});

test.each([
	["https://kefu.example.com", true],
	["https://203.0.114.9", true],
	["http://kefu.example.com", false],
	["https://localhost:3000", false],
	["https://10.0.0.8", false],
	["https://[::1]", false],
])("WeChat can push to %s: %s", async (address, can) => {
	expect(isPublicHttps(address)).toBe(can);
});
