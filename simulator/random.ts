import { createHash, randomBytes } from "node:crypto";

/** Random numbers that repeat when the simulator is started with the same seed. Not for secrets. */
export interface Random {
	/** 0 ≤ x < 1 */
	float(): number;
	/** `length` characters of the alphabet. */
	chars(length: number, alphabet: string): string;
	/** A decimal of exactly `length` digits, not starting with 0. */
	digits(length: number): string;
	hex(length: number): string;
	restart(): void;
}

export const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

export function createRandom(seed: string | undefined): Random {
	const start = createHash("sha256")
		.update(seed ?? randomBytes(16))
		.digest();
	let next = mulberry(start);
	const chars = (length: number, alphabet: string) => {
		let text = "";
		for (let i = 0; i < length; i++) text += alphabet[Math.floor(next() * alphabet.length)];
		return text;
	};
	return {
		float: () => next(),
		chars,
		digits: (length) => chars(1, "123456789") + chars(length - 1, "0123456789"),
		hex: (length) => chars(length, "0123456789abcdef"),
		restart: () => {
			next = mulberry(start);
		},
	};
}

/** Four independent mulberry32 streams in turn, so that the state is 128 bits and ids do not repeat. */
function mulberry(seed: Buffer): () => number {
	const state = [0, 4, 8, 12].map((at) => seed.readUInt32BE(at));
	let turn = 0;
	return () => {
		turn = (turn + 1) & 3;
		const a = ((state[turn] ?? 0) + 0x6d2b79f5) | 0;
		state[turn] = a;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
