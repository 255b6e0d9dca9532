import { requireCronSecret } from "@/lib/auth/cron";
import { answering } from "@/lib/http";
import { runTurn } from "@/lib/jobs/worker";

export const POST = (request: Request): Promise<Response> =>
	answering(request, async () => {
		requireCronSecret(request.headers.get("authorization"));
		return runTurn(new Date());
	});
