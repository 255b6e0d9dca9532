import { expect, test } from "vitest";
import { getDecoyHash, hashPassword, isPassword } from "@/lib/auth/password";

test("a password is known again, another is not, and no two hashes are alike", async () => {
	const [one, two] = await Promise.all([hashPassword("kefu"), hashPassword("kefu")]);
	expect(one).not.toBe(two);
	expect(await isPassword("kefu", one)).toBe(true);
	expect(await isPassword("Kefu", one)).toBe(false);
	expect(await isPassword("", one)).toBe(false);
});

test("the hash costs memory: scrypt with 32 MiB, a salt of 16 bytes, a key of 32", async () => {
	const [scheme, N, r, p, salt = "", key = ""] = (await hashPassword("x")).split("$");
	expect(scheme).toBe("scrypt");
	expect(128 * Number(N) * Number(r) * Number(p)).toBe(32 * 1024 * 1024);
	expect([Buffer.from(salt, "base64url").length, Buffer.from(key, "base64url").length]).toEqual([16, 32]);
});

test("the same letters written in another form of Unicode are the same password", async () => {
	const hash = await hashPassword("caf\u00e9ＡＢ");
	expect(await isPassword("cafe\u0301AB", hash)).toBe(true);
});

test.each(["", "x", "scrypt$$$$$", "scrypt$32768$8$1$c2FsdA", "bcrypt$32768$8$1$c2FsdA$a2V5", "none"])(
	"what is no hash of ours opens for nobody: %j",
	async (hash) => {
		expect(await isPassword("x", hash)).toBe(false);
	},
);

test("the decoy costs what a real one costs and opens for nobody", async () => {
	const decoy = await getDecoyHash();
	expect(decoy).toMatch(/^scrypt\$32768\$8\$1\$/);
	expect(await isPassword("", decoy)).toBe(false);
	expect(await getDecoyHash()).toBe(decoy);
});
