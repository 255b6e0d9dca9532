/** Signs in and out by next-auth's own routes, as its forms do; its own client brings much that is not needed here. */

interface SignInAnswer {
	signedIn: boolean;
	/** What our own check said (lib/auth/options.ts); empty without an answer that says more. */
	refusal: string;
}

/** @throws TypeError when the server cannot be reached */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
	const response = await post("/api/auth/callback/credentials", { email, password });
	const { url } = (await response.json()) as { url?: string };
	const refusal = new URL(url ?? "", window.location.origin).searchParams.get("error");
	return { signedIn: response.ok && refusal === null, refusal: refusal ?? "" };
}

export async function signOut(): Promise<void> {
	await post("/api/auth/signout", {});
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
	const answer = await fetch("/api/auth/csrf");
	if (!answer.ok) throw new TypeError(`no sign-in: ${answer.status}`);
	const { csrfToken } = (await answer.json()) as { csrfToken: string };
	return fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) });
}
