/** Passwords, hashed with scrypt (memory-hard, 32 MiB a hash). */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** N = 2^15, r = 8, p = 1: 32 MiB and some 60 ms. */
const COST = { N: 32768, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MEMORY_BYTES = 64 * 1024 * 1024;

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const key = await derive(password, salt, COST);
	return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** False for a wrong password and for a hash that is not ours; takes the same time either way. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
	const [scheme, N, r, p, salt, key] = hash.split("$");
	if (scheme !== "scrypt" || !salt || !key) return false;
	const expected = Buffer.from(key, "base64url");
	const actual = await derive(password, Buffer.from(salt, "base64url"), {
		N: Number(N),
		r: Number(r),
		p: Number(p),
	});
	return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A hash nobody knows the password of: an unknown address costs as much time as a known one. */
let decoy: Promise<string> | undefined;
export function getDecoyHash(): Promise<string> {
	decoy ??= hashPassword(randomBytes(SALT_BYTES).toString("hex"));
	return decoy;
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { ...cost, maxmem: MEMORY_BYTES }, (error, key) =>
			error ? reject(error) : resolve(key),
		);
	});
}
