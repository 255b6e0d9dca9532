/** Signs somebody in as the form does; gives back the cookies of the session. */
export async function signIn(url, { email, password }) {
	const csrf = await fetch(`${url}/api/auth/csrf`);
	const { csrfToken } = await csrf.json();
	const answer = await fetch(`${url}/api/auth/callback/credentials`, {
		method: "POST",
		headers: { cookie: cookiesOf(csrf) },
		body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
		redirect: "manual",
	});
	const cookies = cookiesOf(answer);
	if (!cookies.includes("session-token")) throw new Error(`${email} could not sign in: ${answer.status}`);
	return cookies;
}

const cookiesOf = (response) =>
	response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(";", 1)[0])
		.join("; ");
