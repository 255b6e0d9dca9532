import { beforeEach, expect, test, vi } from "vitest";
import { isPassword } from "@/lib/auth/password";
import { listCards } from "@/lib/channels/cards";
import { getPrisma } from "@/lib/db";
import { runTurn } from "@/lib/jobs/worker";
import { seedAgents } from "@/prisma/seed/agents";
import { seedCards } from "@/prisma/seed/cards";
import { registerAccounts, seedChannels } from "@/prisma/seed/channels";
import { playCustomers } from "@/prisma/seed/customers";
import { seedQuickReplies } from "@/prisma/seed/quick-replies";
import { seedRules } from "@/prisma/seed/rules";
import { count } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
process.env.NEXTAUTH_URL = (await openDoor()).origin;

// The seed tells on the console how far it is.
beforeEach(() => {
	vi.spyOn(console, "log").mockImplementation(() => undefined);
});

async function seed(): Promise<void> {
	await seedAgents();
	await seedChannels();
	await seedRules();
	await seedCards();
	await seedQuickReplies();
	await registerAccounts();
	await playCustomers();
}

test("the demo leaves a desk in all three modes with nothing unsent, and a second run changes nothing", async () => {
	await seed();
	await runTurn(new Date());
	const tables = [
		"agents",
		"channels",
		"rules",
		"cards",
		"media",
		"tags",
		"quick_replies",
		"audit_entries",
		"customers",
		"conversations",
		"messages",
		"reply_grants",
	];
	const before = await Promise.all(tables.map((table) => count(table)));
	for (const mode of ["bot", "agent", "transfer"]) {
		expect(await count("conversations", `mode = '${mode}' AND status = 'open'`)).toBeGreaterThan(0);
	}
	expect(await count("messages", "direction = 'out' AND status <> 'accepted'")).toBe(0);
	expect(await count("messages", "direction = 'out' AND status = 'accepted'")).toBeGreaterThan(0);
	expect(await count("push_receipts", "answer IS NULL")).toBe(0);
	expect((await wechat.control("GET /tool/wxdemo0000000mini/waiting")).items).not.toEqual([]);
	await seed();
	expect(await Promise.all(tables.map((table) => count(table)))).toEqual(before);
});

test("the sign-ins are those that the contract names", async () => {
	const signIns = {
		"admin@example.com": "kefu-demo-admin",
		"agent@example.com": "kefu-demo-agent",
		"agent2@example.com": "kefu-demo-agent",
	};
	for (const [email, password] of Object.entries(signIns)) {
		const agent = await getPrisma().agent.findUniqueOrThrow({ where: { email } });
		expect(agent).toMatchObject({
			demo: true,
			role: email.startsWith("admin") ? "admin" : "agent",
			disabledAt: null,
		});
		expect(await isPassword(password, agent.passwordHash)).toBe(true);
	}
});

test("the library has cards with covers for both Mini Programs, and one that an agent fills in", async () => {
	const { items } = await listCards(null, { limit: 50 });
	expect(new Set(items.map(({ channelId }) => channelId))).toEqual(new Set(["demo-mini", "demo-json"]));
	const pages = items.filter(({ type }) => type === "miniprogrampage");
	for (const { media } of pages) expect(media).toMatchObject({ status: "ready", width: 520, height: 416 });
	expect(items.flatMap(({ variables }) => variables)).toContain("补发单号");
});

test("what somebody changed in the rules stays changed", async () => {
	await getPrisma().rule.updateMany({ where: { name: "兜底回复" }, data: { enabled: false } });
	await seed();
	expect(await count("rules", "name = '兜底回复' AND NOT enabled")).toBe(1);
});
