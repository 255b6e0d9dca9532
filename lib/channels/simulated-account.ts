/** Accounts of the simulated WeChat, made by the console itself. */
import { isSimulated } from "@/lib/channels/simulated";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { SECOND_MS } from "@/lib/time";

const TIMEOUT_MS = 10 * SECOND_MS;

export interface SimulatedAccount {
	appid: string;
	secret: string;
	originalId: string;
	name: string;
	push: { url: string; token: string; encodingAesKey: string; mode: "safe"; format: "json" };
}

/**
 * Tells the simulator of a Mini Program: its secrets, and where its pushes go.
 * @throws AppError `not_found` when WeChat is not simulated on this machine, `simulator_unreachable`
 */
export async function registerSimulatedAccount(account: SimulatedAccount): Promise<void> {
	if (!isSimulated()) throw new AppError("not_found", { message: "WeChat is not simulated" });
	try {
		const response = await fetch(new URL("/_sim/accounts", env().WECHAT_API_URL), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(account),
			redirect: "error",
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		if (!response.ok) throw new Error(`the simulator answered ${response.status}`);
	} catch (cause) {
		throw new AppError("simulator_unreachable", { cause });
	}
}
