import { answerPush, PUSH_MAX_BYTES } from "@/lib/conversations/push-door";
import { answering, readBody } from "@/lib/http";

type Context = { params: Promise<{ channelId: string }> };

/** WeChat's door. It carries plain values to `answerPush` and back, nothing more. */
async function carry(request: Request, context: Context): Promise<Response> {
	return answering(request, async () => {
		const { channelId } = await context.params;
		const method = request.method === "GET" ? "GET" : "POST";
		const body = method === "GET" ? new Uint8Array() : await readBody(request, PUSH_MAX_BYTES);
		const query = new URL(request.url).searchParams;
		const answer = await answerPush({ channelId, method, query, body }, new Date());
		return new Response(answer.body, {
			status: answer.status,
			headers: { "content-type": answer.contentType, "x-content-type-options": "nosniff" },
		});
	});
}

export { carry as GET, carry as POST };
