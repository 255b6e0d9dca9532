import { answering } from "@/lib/http";
import { checkHealth } from "@/lib/jobs/health";

export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> =>
	answering(request, async () => {
		const health = await checkHealth();
		return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
	});
