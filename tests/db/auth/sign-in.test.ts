import type { CredentialsConfig } from "next-auth/providers/credentials";
import { beforeEach, expect, test } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { hashPassword } from "@/lib/auth/password";
import { countTry, forgetFailures } from "@/lib/auth/throttle";
import { getPrisma, rows } from "@/lib/db";
import { count } from "@/tests/support/desk";

const PASSWORD = "correct horse";
let people = 0;

beforeEach(async () => {
	await rows({ text: "DELETE FROM sign_in_attempts" });
});

/** What the form gets: the person, or the words of the refusal. */
async function signIn(email: string, password: string, network?: string): Promise<unknown> {
	const [provider] = authOptions().providers as CredentialsConfig[];
	const { authorize } = (provider as unknown as { options: CredentialsConfig }).options;
	const headers = network === undefined ? {} : { "x-forwarded-for": network };
	try {
		return await authorize({ email, password }, { headers, body: {}, query: {}, method: "POST" });
	} catch (error) {
		return error instanceof Error ? error.message : error;
	}
}

async function makePerson(change: object = {}): Promise<{ id: string; email: string }> {
	return getPrisma().agent.create({
		data: {
			email: `person${++people}@example.com`,
			name: "人",
			role: "agent",
			passwordHash: await hashPassword(PASSWORD),
			...change,
		},
		select: { id: true, email: true },
	});
}

test("the right password signs in, whatever the case of the address, and is written into the audit", async () => {
	const { id, email } = await makePerson({ sessionVersion: 3 });
	expect(await signIn(` ${email.toUpperCase()} `, PASSWORD)).toEqual({ id, version: 3 });
	expect(await count("audit_entries", `agent_id = '${id}' AND action = 'sign_in'`)).toBe(1);
});

test("a wrong password, an unknown address, a disabled person: the same words, and the same count of tries left", async () => {
	const { email } = await makePerson();
	const { email: disabled } = await makePerson({ disabledAt: new Date() });
	const answers = [
		await signIn(email, "wrong"),
		await signIn("nobody@example.com", "wrong"),
		await signIn(disabled, PASSWORD),
		await signIn(disabled, "wrong"),
	];
	expect(answers).toEqual(["invalid:4", "invalid:4", "invalid:4", "invalid:3"]);
});

test("the fifth wrong one locks, known or not; the right password does not open it before its time", async () => {
	const { email } = await makePerson();
	for (const address of [email, "ghost@example.com"]) {
		const answers = [];
		for (let n = 0; n < 6; n++) answers.push(await signIn(address, "wrong"));
		expect(answers.slice(0, 4)).toEqual(["invalid:4", "invalid:3", "invalid:2", "invalid:1"]);
		expect(answers.slice(4)).toEqual([
			expect.stringMatching(/^throttled:\d+$/),
			expect.stringMatching(/^throttled:\d+$/),
		]);
	}
	expect(await signIn(email, PASSWORD)).toMatch(/^throttled:/);
	await rows({
		text: "UPDATE sign_in_attempts SET started_at = now() - interval '16 minutes', locked_until = now() - interval '1 second'",
	});
	expect(await signIn(email, PASSWORD)).toMatchObject({ version: 1 });
});

test("twenty tries at once are not more than five tries: the password is looked at five times at most", async () => {
	const { email } = await makePerson();
	const answers = await Promise.all(
		Array.from({ length: 20 }, (_, n) => signIn(email, n < 19 ? `wrong${n}` : PASSWORD)),
	);
	const looked = answers.filter((answer) => !String(answer).startsWith("throttled"));
	expect(looked.length).toBeLessThanOrEqual(5);
	expect(await signIn(email, PASSWORD)).toMatch(/^throttled:/);
});

test("a good sign-in forgets the wrong ones before it", async () => {
	const { email } = await makePerson();
	for (let n = 0; n < 4; n++) await signIn(email, "wrong");
	expect(await signIn(email, PASSWORD)).toMatchObject({ version: 1 });
	expect(await signIn(email, "wrong")).toBe("invalid:4");
});

test("a network that is locked is told so, whoever tries from it; another network is not", async () => {
	const { email } = await makePerson();
	await tryOften("203.0.113.9", 30);
	// The last hop counts: the first is whatever the client writes.
	expect(await signIn(email, PASSWORD, "10.0.0.1, 203.0.113.9")).toMatch(/^throttled:/);
	expect(await signIn(email, PASSWORD, "198.51.100.7")).toMatchObject({ version: 1 });
});

test("an office of a hundred behind one address signs in within a minute; its failures still count", async () => {
	for (let n = 0; n < 100; n++) {
		const attempt = { email: `office${n}@example.com`, network: "192.0.2.1" };
		expect(await countTry(attempt)).toBeGreaterThan(0);
		await forgetFailures(attempt);
	}
	const { email } = await makePerson();
	await tryOften("192.0.2.1", 29);
	expect(await signIn(email, PASSWORD, "192.0.2.1")).toMatchObject({ version: 1 });
	await tryOften("192.0.2.1", 1);
	expect(await signIn(email, PASSWORD, "192.0.2.1")).toMatch(/^throttled:/);
});

test.each([
	["no address", "", PASSWORD],
	["no password", "a@example.com", ""],
	["a NUL", "a\0@example.com", PASSWORD],
	["an endless address", `${"a".repeat(300)}@example.com`, PASSWORD],
	["an endless password", "a@example.com", "x".repeat(201)],
])("%s is refused in the same words, without a fault of ours", async (_name, email, password) => {
	expect(await signIn(email, password)).toMatch(/^invalid(:\d)?$/);
});

/** Wrong passwords of many addresses, from one network. */
async function tryOften(network: string, times: number): Promise<void> {
	for (let n = 0; n < times; n++) await countTry({ email: `guess${network}${n}@example.com`, network });
}
