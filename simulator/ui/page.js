/** The page at /_sim/ui. Whatever customers, agents and servers write is set as text, never as markup. */
const REFRESH_MS = 1000;
const LOG_LINES = 60;

const byId = (id) => document.getElementById(id);
const account = () => byId("account").value;
const customer = () => byId("customer").value.trim() || "lin";
const agentName = () => byId("agent-name").value.trim() || "wang";
const chat = () => `chat/${encodeURIComponent(account())}/${encodeURIComponent(customer())}`;
const tool = () => `tool/${encodeURIComponent(account())}`;
const openEntries = new Set();

async function call(method, path, body) {
	const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
	const response = await fetch(`/_sim/${path}`, init);
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error.message);
	return answer;
}

/** An element with text, never markup, and children. */
function element(name, { text, onclick, ...attributes } = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value !== undefined) made.setAttribute(key, value);
	}
	if (text !== undefined) made.textContent = text;
	if (onclick) made.addEventListener("click", onclick);
	made.append(...children.filter(Boolean));
	return made;
}

/** Does what a button asks, and shows it; a refusal is told in its own words. */
async function act(deed) {
	try {
		await deed();
		byId("trouble").textContent = "";
	} catch (error) {
		byId("trouble").textContent = error.message;
	}
	await refresh();
}
const button = (text, deed) => element("button", { type: "button", text, onclick: () => act(deed) });

const time = (at) => at.slice(11, 19);

function transcriptLine(item) {
	const who = item.agent ? `${item.from} ${item.agent}` : item.from;
	const said = item.text ?? item.title ?? item.sessionFrom ?? "";
	const marks = [item.isAiMessage && "written by AI", item.passive && "passive reply"].filter(Boolean);
	const head = [time(item.at), who, item.type, ...marks].join(" · ");
	const links = (item.links ?? []).map(
		({ label, href, path, foreignAppid }) =>
			`${label} → ${path ?? href ?? "nothing"}${foreignAppid ? " (another Mini Program)" : ""}`,
	);
	const details = [item.description, item.pagepath, item.url?.startsWith("http") && item.url, ...links];
	return element(
		"li",
		{ class: item.from },
		element("div", { class: "quiet", text: head }),
		said && element("div", { text: said }),
		picture(item),
		...details.filter(Boolean).map((text) => element("div", { class: "quiet", text })),
	);
}

/** Only pictures of the simulator itself are shown: a link the server sent is nothing to load. */
function picture({ url, thumbUrl }) {
	const src = [url, thumbUrl].find((one) => one?.startsWith("/_sim/media/"));
	return src && element("img", { src, alt: "picture" });
}

function drawPhone({ items, typing, grants, blocked, toolState }) {
	const left = grants
		? `${grants.left} messages may be sent until ${grants.until.slice(0, 19).replace("T", " ")} UTC`
		: "nothing may be sent";
	const states = [left, `official tool: ${toolState}`, typing && "typing…", blocked && "blocked"];
	byId("window").textContent = states.filter(Boolean).join(" · ");
	keepAtEnd(byId("transcript"), items.map(transcriptLine));
}

function drawSession(session, waits) {
	const user = session.openid;
	const last = session.items.at(-1);
	const text = `${session.user.nick}: ${last?.text ?? last?.type ?? ""}`;
	const accept = () => call("POST", `${tool()}/accept`, { agent: agentName(), user });
	if (waits) return element("li", { text }, element("p", {}, button("Accept", accept)));
	// What is being written to a customer stays when he writes meanwhile.
	const written = byId("sessions").querySelector(`[data-key="${CSS.escape(user)}"] input`);
	const answer = element("input", { "aria-label": `Reply to ${session.user.nick}`, autocomplete: "off" });
	answer.value = written?.value ?? "";
	const reply = async () => {
		await call("POST", `${tool()}/reply`, { user, text: answer.value });
		answer.value = "";
	};
	const close = () => call("POST", `${tool()}/close`, { user });
	const until = `with ${session.agent} until ${time(session.expiresAt)}`;
	return element(
		"li",
		{ text, "data-key": user },
		element("div", { class: "quiet", text: until }),
		element("p", {}, answer, button("Reply", reply), button("Close", close)),
	);
}

function logLine(entry) {
	const verdict = (entry.kind === "push" ? entry.verdict : entry.errcode) ?? "";
	const good = ["ACK", "TRANSFER", "ATTACK", 0, ""].includes(verdict);
	const words = [
		time(entry.at),
		entry.kind,
		entry.name,
		verdict,
		entry.reason,
		`${entry.ms} ms`,
		entry.fault,
	];
	const details = element(
		"details",
		{},
		element("summary", {
			class: good ? undefined : "bad",
			text: words.filter((one) => one !== undefined).join(" · "),
		}),
	);
	details.open = openEntries.has(entry.id);
	const show = () => {
		if (details.open) openEntries.add(entry.id);
		else openEntries.delete(entry.id);
		if (!details.open || details.querySelector("pre")) return;
		const { method, url, body, plain } = entry.request;
		const answered = entry.response ? `${entry.response.status} ${entry.response.body}` : "no answer";
		for (const text of [`${method} ${url}`, plain ?? body, answered])
			details.append(element("pre", { text }));
	};
	details.addEventListener("toggle", show);
	return element("li", { "data-key": entry.id }, details);
}

/** New lines show themselves to whoever has not scrolled away. */
function keepAtEnd(list, lines) {
	const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
	list.replaceChildren(...lines);
	if (atEnd) list.scrollTop = list.scrollHeight;
}

let lastDrawn = {};
/** Draws a part only when it has changed, so that the focus and what is being typed stay. */
function draw(part, data, paint) {
	const text = JSON.stringify(data);
	if (lastDrawn[part] === text) return;
	lastDrawn = { ...lastDrawn, [part]: text };
	paint(data);
}

async function refreshAccounts() {
	const { items } = await call("GET", "accounts");
	draw(
		"accounts",
		items.map(({ appid, name }) => [appid, name]),
		(accounts) => {
			const chosen = account();
			byId("account").replaceChildren(
				...accounts.map(([value, name]) => element("option", { value, text: `${name} (${value})` })),
			);
			if (accounts.some(([appid]) => appid === chosen)) byId("account").value = chosen;
		},
	);
	return items.length > 0;
}

async function refresh() {
	try {
		if (!(await refreshAccounts())) {
			byId("trouble").textContent = "There is no account yet: POST one to /_sim/accounts.";
			return;
		}
		await call("POST", "users", { id: customer() });
		const [transcript, waiting, sessions, log, clock] = await Promise.all([
			call("GET", `${chat()}/transcript`),
			call("GET", `${tool()}/waiting`),
			call("GET", `${tool()}/sessions`),
			call("GET", `log?appid=${encodeURIComponent(account())}&limit=${LOG_LINES}`),
			call("GET", "clock"),
		]);
		byId("now").textContent = `${clock.now.slice(0, 19).replace("T", " ")} UTC`;
		draw("phone", transcript, drawPhone);
		draw("waiting", waiting.items, (items) =>
			byId("waiting").replaceChildren(...items.map((item) => drawSession(item, true))),
		);
		draw("sessions", sessions.items, (items) => {
			const focused = document.activeElement?.closest("#sessions [data-key]")?.dataset.key;
			byId("sessions").replaceChildren(...items.map((item) => drawSession(item, false)));
			if (focused)
				byId("sessions")
					.querySelector(`[data-key="${CSS.escape(focused)}"] input`)
					?.focus();
		});
		draw("log", log.items, (items) => keepAtEnd(byId("log"), items.map(logLine)));
	} catch (error) {
		byId("trouble").textContent = error.message;
	}
}

byId("write").addEventListener("submit", (event) => {
	event.preventDefault();
	const content = byId("content").value;
	if (content === "") return;
	byId("content").value = "";
	act(() => call("POST", `${chat()}/text`, { content }));
});
byId("agent").addEventListener("submit", (event) => {
	event.preventDefault();
	act(() => call("POST", `${tool()}/agents`, { id: agentName(), status: "online" }));
});
byId("logout").addEventListener("click", () =>
	act(() => call("POST", `${tool()}/logout`, { agent: agentName() })),
);
const CHAT_BODIES = { card: { title: "A cup", pagepath: "pages/cup?id=1" } };
for (const one of document.querySelectorAll("[data-chat]")) {
	const what = one.dataset.chat;
	one.addEventListener("click", () => act(() => call("POST", `${chat()}/${what}`, CHAT_BODIES[what] ?? {})));
}
for (const one of document.querySelectorAll("[data-advance]")) {
	const advanceSeconds = Number(one.dataset.advance);
	one.addEventListener("click", () => act(() => call("POST", "clock", { advanceSeconds })));
}
for (const id of ["account", "customer"]) byId(id).addEventListener("change", refresh);

/** One round after the other, and none while nobody looks. */
async function keepRefreshing() {
	if (!document.hidden) await refresh();
	setTimeout(keepRefreshing, REFRESH_MS);
}
keepRefreshing();
