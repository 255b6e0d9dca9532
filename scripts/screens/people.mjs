/** The sign-ins of the demo. */
const PEOPLE = {
	admin: { email: "admin@example.com", password: "kefu-demo-admin" },
	agent: { email: "agent@example.com", password: "kefu-demo-agent" },
	agent2: { email: "agent2@example.com", password: "kefu-demo-agent" },
};

/**
 * Signs everybody in without the form.
 * @returns {Promise<Record<keyof typeof PEOPLE, { id: string, cookies: object[], call: Function }>>} `call("POST /api/…",
 * body)` asks the console as this person and throws with its words when it refuses
 */
export async function signInPeople({ url, sql }) {
	const signedIn = await Promise.all(
		Object.entries(PEOPLE).map(async ([who, person]) => [who, await signIn(url, sql, person)]),
	);
	return Object.fromEntries(signedIn);
}

async function signIn(url, sql, { email, password }) {
	const jar = new Map();
	const ask = async (address, options = {}) => {
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
		const headers = { ...options.headers, cookie };
		const response = await fetch(`${url}${address}`, { redirect: "manual", ...options, headers });
		for (const line of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			jar.set(name, value);
		}
		return response;
	};
	const { csrfToken } = await (await ask("/api/auth/csrf")).json();
	const body = new URLSearchParams({ email, password, csrfToken, json: "true" });
	const answer = await ask("/api/auth/callback/credentials", { method: "POST", body });
	if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
	const [{ id, name }] = await sql("SELECT id, name FROM agents WHERE email = $1", [email]);
	const call = async (request, content) => {
		const [method, address] = request.split(" ");
		const isForm = content instanceof FormData;
		const response = await ask(address, {
			method,
			headers: content && !isForm ? { "content-type": "application/json" } : {},
			body: isForm ? content : content && JSON.stringify(content),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${request} (${name}): ${response.status} ${text.slice(0, 300)}`);
		return text ? JSON.parse(text) : null;
	};
	// Without the dates, which are of the pictures' time: the browser lives in today's.
	const cookies = [...jar].map(([cookie, value]) => ({ name: cookie, value, url }));
	return { id, name, cookies, call };
}
