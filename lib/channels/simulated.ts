import { type Env, env } from "@/lib/env";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * True when the channels speak to a simulated WeChat on this machine: then the customer's phone is a page of the console.
 * Another address may just as well be somebody's gateway to the real one.
 */
export const isSimulated = (
	{ simulated, WECHAT_API_URL }: Pick<Env, "simulated" | "WECHAT_API_URL"> = env(),
): boolean => simulated && LOOPBACK.includes(new URL(WECHAT_API_URL).hostname);
