/** Runs a route handler as Next would: its cookies and headers come from the scope of one request. */
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { encode } from "next-auth/jwt";
import { env } from "@/lib/env";

const COOKIE = "next-auth.session-token";

/** The cookie that a browser has after this person signed in. */
export async function cookieOf(agentId: string, version = 1): Promise<string> {
	const token = await encode({ token: { sub: agentId, version }, secret: env().NEXTAUTH_SECRET });
	return `${COOKIE}=${token}`;
}

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** Calls a handler with the headers of `request` in scope. */
export function within<Context>(
	handler: Handler<Context>,
	request: Request,
	context: Context,
): Promise<Response> {
	const cookies = new RequestCookies(request.headers);
	const store = {
		type: "request",
		phase: "action",
		headers: request.headers,
		cookies,
		userspaceMutableCookies: cookies,
	};
	// The scope of a real request holds more; headers() and cookies() read no more than this.
	return workAsyncStorage.run({ route: "/test", forceStatic: false } as never, () =>
		workUnitAsyncStorage.run(store as never, () => handler(request, context)),
	);
}
