import { answerPush, PUSH_MAX_BYTES, RELAY_HEADER } from "@/lib/conversations/push-door";
import { answering, readBody } from "@/lib/http";
import { addressOf } from "@/lib/peer";

type Context = { params: Promise<{ channelId: string }> };

/** WeChat's door. It carries plain values to `answerPush` and back, nothing more. */
async function carry(request: Request, context: Context): Promise<Response> {
	return answering(request, async () => {
		const { channelId } = await context.params;
		const { headers } = request;
		const answer = await answerPush(
			{
				channelId,
				method: request.method === "GET" ? "GET" : "POST",
				query: new URL(request.url).searchParams,
				body: () => readBody(request, PUSH_MAX_BYTES),
				source: headers.get("x-wx-source") ?? headers.get("x-wx-sources"),
				contentType: headers.get("content-type"),
				address: addressOf(headers),
				isRelayed: headers.has(RELAY_HEADER),
			},
			new Date(),
		);
		return new Response(answer.body, {
			status: answer.status,
			headers: { "content-type": answer.contentType, "x-content-type-options": "nosniff" },
		});
	});
}

export { carry as GET, carry as POST };
