/** What the protocol bench reads: text messages in safe mode XML, every one another, built and signed by the simulator. */
import { parseAccount, upsertAccount } from "../../simulator/accounts";
import { buildPush } from "../../simulator/push/build";
import { type Account, createWorld, openidOf } from "../../simulator/state";

export const APP_ID = "wxbench000protoc";
export const ORIGINAL_ID = "gh_bench0proto";
export const TOKEN = "benchtoken";
export const ENCODING_AES_KEY = "benchProtocolKey0123456789abcdefghijklmnopA";
export const OPENID = openidOf("bench-protocol", APP_ID);

export const world = createWorld({ seed: "bench" });

/** The sender, and the judge of the answers. */
export const account: Account = upsertAccount(
	world,
	parseAccount({
		appid: APP_ID,
		secret: "bench-protocol-secret",
		originalId: ORIGINAL_ID,
		push: {
			url: "http://127.0.0.1/push",
			token: TOKEN,
			encodingAesKey: ENCODING_AES_KEY,
			mode: "safe",
			format: "xml",
		},
	}),
);

/** The text of each size, about; in bytes of UTF-8. */
const SIZES = { short: 60, long: 10_240 } as const;
export type Size = keyof typeof SIZES;

export interface Packet {
	/** What stands behind the `?`. */
	query: string;
	body: Buffer;
	/** The customer's words, as every reader must find them. */
	text: string;
}

/** The packet of a number; the same number is never asked for twice. */
export function packetOf(size: Size, number: number): Packet {
	const text = textOf(size, number);
	const now = Math.floor(Date.now() / 1000);
	const { url, body } = buildPush(account, {
		openid: OPENID,
		timestamp: String(now),
		nonce: String(100_000_000 + number),
		random: String(number).padStart(16, "0"),
		fields: {
			ToUserName: ORIGINAL_ID,
			FromUserName: OPENID,
			CreateTime: now,
			MsgType: "text",
			Content: text,
			MsgId: 24_000_000_000_000_000n + BigInt(number),
		},
	});
	return { query: url.slice(url.indexOf("?") + 1), body, text };
}

function textOf(size: Size, number: number): string {
	const words = `第${number}条：我的栗子礼盒到哪里了？Order ${number} 😀。`;
	return words.repeat(Math.ceil(SIZES[size] / Buffer.byteLength(words)));
}
