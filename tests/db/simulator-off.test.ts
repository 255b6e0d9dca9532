import { expect, test } from "vitest";
import { callSimulator } from "@/lib/channels/simulator-proxy";
import { ageGrants } from "@/lib/conversations/age-grants";
import { grantOf, makeChannel, writeFirst } from "@/tests/support/desk";

// Might be anybody's way to the real WeChat.
process.env.WECHAT_API_URL = "https://wechat-gateway.example.com";

test("where WeChat is not simulated on this machine, no call of the phone page goes anywhere", async () => {
	const call = { method: "GET", path: "/clock", search: "", body: null };
	await expect(callSimulator(call)).rejects.toMatchObject({ code: "not_found" });
});

test("where WeChat is not simulated, no grant is ever aged", async () => {
	const id = await writeFirst(await makeChannel("real"), "oReal");
	await expect(ageGrants(48 * 3600)).rejects.toMatchObject({ code: "internal" });
	expect((await grantOf(id))?.open).toBe(true);
});
