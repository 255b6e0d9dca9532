import fc from "fast-check";
import { expect, test } from "vitest";

Object.assign(process.env, {
	DATABASE_URL: "postgresql://x@127.0.0.1:9/x",
	NEXTAUTH_URL: "http://127.0.0.1:3000",
	NEXTAUTH_SECRET: "x".repeat(20),
	ENCRYPTION_KEY: Buffer.alloc(32, 5).toString("base64"),
});
const { seal, unseal } = await import("@/lib/secrets");

test("what is sealed comes back byte for byte, and is 28 bytes longer", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
			const sealed = seal(bytes);
			expect(sealed.length).toBe(bytes.length + 28);
			expect(new Uint8Array(unseal(sealed))).toEqual(bytes);
		}),
	);
});

test("the same words are never sealed alike", () => {
	expect(seal("秘密")).not.toEqual(seal("秘密"));
	expect(unseal(seal("秘密")).toString()).toBe("秘密");
});

test("one changed bit anywhere is noticed", () => {
	const sealed = seal("secret");
	for (let at = 0; at < sealed.length; at++) {
		const spoilt = Buffer.from(sealed);
		spoilt.writeUInt8((spoilt[at] ?? 0) ^ 1, at);
		expect(() => unseal(spoilt)).toThrow();
	}
});

test("what is too short to be sealed, or cut, is refused", () => {
	for (const length of [0, 1, 12, 27]) expect(() => unseal(Buffer.alloc(length))).toThrow();
	expect(() => unseal(seal("secret").subarray(0, -1))).toThrow();
});
