import { beforeEach, expect, test, vi } from "vitest";

const SECRET = "a secret of sixteen";

beforeEach(() => {
	vi.resetModules();
	Object.assign(process.env, {
		DATABASE_URL: "postgresql://x@127.0.0.1:9/x",
		NEXTAUTH_URL: "http://127.0.0.1:3000",
		NEXTAUTH_SECRET: "x".repeat(20),
		ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
	});
});

async function check(secret: string, authorization: string | null): Promise<string> {
	process.env.CRON_SECRET = secret;
	const { requireCronSecret } = await import("@/lib/auth/cron");
	try {
		requireCronSecret(authorization);
		return "open";
	} catch (error) {
		return (error as { code: string }).code;
	}
}

test("background work is asked for with the secret, and with nothing else", async () => {
	expect(await check(SECRET, `Bearer ${SECRET}`)).toBe("open");
	for (const wrong of [
		null,
		"",
		SECRET,
		`bearer ${SECRET}`,
		`Bearer ${SECRET} `,
		"Bearer ",
		`Bearer ${SECRET.slice(1)}`,
	]) {
		expect(await check(SECRET, wrong)).toBe("unauthorized");
	}
});

test("without a secret nobody can ask", async () => {
	for (const any of [null, "Bearer ", "Bearer undefined"]) expect(await check("", any)).toBe("unauthorized");
});
