import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

interface TypingRequest {
	baseUrl: string;
	accessToken: string;
	openid: string;
	/** False takes the sign away; a message takes it away by itself. */
	typing: boolean;
	timeoutMs: number;
}

/**
 * Shows or hides "typing…" in the customer's chat, see `LIMITS.typing` for when WeChat allows it. Throws as
 * `callWechat`: 45080 and 45081 mean not now, 40200 and 48001 that this account never may
 * (`reactionOf(errcode, "typing")` tells them apart); none is ever worth an agent's attention.
 * WeChat page: "Typing status" (客服输入状态, /cgi-bin/message/custom/typing).
 */
export async function setTyping({
	baseUrl,
	accessToken,
	openid,
	typing,
	timeoutMs,
}: TypingRequest): Promise<void> {
	await callWechat({
		baseUrl,
		path: "/cgi-bin/message/custom/typing",
		query: { access_token: accessToken },
		body: { touser: openid, command: typing ? "Typing" : "CancelTyping" },
		timeoutMs,
		schema: z.object({}),
	});
}
