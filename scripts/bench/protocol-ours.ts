/** lib/wechat, as the push door calls it. */
import { openPush, type PushCredentials, type PushRequest } from "@/lib/wechat/miniprogram/push";
import { buildTransferReply, sealReply } from "@/lib/wechat/miniprogram/reply";
import { APP_ID, ENCODING_AES_KEY, ORIGINAL_ID, TOKEN } from "./protocol-packets";

const credentials: PushCredentials = {
	token: TOKEN,
	encodingAesKey: ENCODING_AES_KEY,
	appId: APP_ID,
	originalId: ORIGINAL_ID,
	encryption: "safe",
	format: "xml",
	freshnessSeconds: 600,
};

export const ours = {
	name: "lib/wechat",
	constantTime: "yes",
	prepare: ({ query, body }: { query: string; body: Buffer }): PushRequest => ({
		query: new URLSearchParams(query),
		body,
	}),
	answer(request: PushRequest) {
		const now = new Date();
		const push = openPush(request, credentials, now);
		const { openid, format, nonce, encrypted } = push;
		const packet = buildTransferReply({ openid, originalId: ORIGINAL_ID, format }, now);
		const { body } = sealReply(packet, { credentials, nonce, format, encrypted }, now);
		return { text: push.kind === "text" ? push.content : null, body };
	},
};
