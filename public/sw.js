// The console's service worker: alerts without a tab, and a page for when the server cannot be reached. It keeps nothing.
// TEXTS, what it says in both languages, comes from messages/.
importScripts("/sw-texts.js");

/** Page and push may tell the same of one conversation, at slightly different times. */
const SAME_NEWS_MS = 180_000;
const ICON = "/icons/icon-192.png";

/** What was shown last under a tag: a notification that was closed is not shown again by the other way. */
const shown = new Map();

self.addEventListener("install", (event) => {
	self.skipWaiting();
	// Past this worker: what a page says as its last, as that it leaves, gets lost where a worker has to be asked first.
	event.addRoutes?.([{ condition: { urlPattern: "/api/*" }, source: "network" }]).catch(() => undefined);
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(onPush(event.data?.json())));
self.addEventListener("message", (event) => {
	if (event.data?.type === "show") event.waitUntil(show(event.data.alert));
});
self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	event.waitUntil(openConsole(event.notification.data.url));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
self.addEventListener("fetch", (event) => {
	if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(unreachablePage));
});

/** A console in sight shows it by itself. */
async function onPush(alert) {
	if (!alert) return;
	const seen = (await consoles()).some((client) => client.visibilityState === "visible");
	if (!seen || alert.kind === "test") await show(alert);
}

async function show(alert) {
	const tag = alert.kind === "mention" ? `mention:${alert.url}` : (alert.conversationId ?? alert.kind);
	const [standing] = await self.registration.getNotifications({ tag });
	const last = standing?.data ?? shown.get(tag);
	if (alert.kind !== "test" && last && isSameNews(last, alert)) return;
	const data = { url: alert.url, kind: alert.kind, at: alert.at };
	shown.set(tag, data);
	const { title, body, lang } = say(alert);
	await self.registration.showNotification(title, {
		body,
		lang,
		tag,
		data,
		icon: ICON,
		renotify: true,
		silent: alert.silent === true,
		requireInteraction: alert.kind === "window",
		timestamp: Date.parse(alert.at),
	});
}

function isSameNews(last, alert) {
	if (last.kind !== alert.kind) return false;
	const apartMs = Date.parse(alert.at) - Date.parse(last.at);
	return alert.kind === "message" ? apartMs <= 0 : Math.abs(apartMs) < SAME_NEWS_MS;
}

function say({ kind, customer, channel, by, text, unassigned, language }) {
	const lang = language ?? speech();
	const texts = TEXTS[lang];
	const fill = (sentence) =>
		sentence.replace("{channel}", channel ?? texts.console).replace("{by}", by ?? texts.colleague);
	if (kind === "test") return { lang, title: texts.test, body: texts.testText };
	const what = fill(kind === "message" && unassigned ? texts.waiting : texts[kind]);
	if (!customer) return { lang, title: what, body: what.includes(channel) ? "" : (channel ?? "") };
	const title = channel ? `${customer} · ${channel}` : customer;
	if (kind === "message" && !unassigned && text) return { lang, title, body: text };
	return { lang, title, body: text ? `${what}\n${text}` : what };
}

const speech = () => (self.navigator.language.startsWith("zh") ? "zh-CN" : "en");

const consoles = async () => {
	const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	return all.filter((client) => new URL(client.url).pathname.startsWith("/inbox"));
};

/** Goes to the conversation in a tab that is there, the one in sight first; else in a new one. */
async function openConsole(url) {
	const open = await consoles();
	const client = open.find(({ visibilityState }) => visibilityState === "visible") ?? open[0];
	if (!client) return self.clients.openWindow(url);
	client.postMessage({ type: "open", url });
	// Without the click of a person a browser may refuse; the conversation is open all the same.
	await client.focus().catch(() => undefined);
}

/** The browser got a new address to be told at. */
async function renew({ oldSubscription, newSubscription }) {
	const options = oldSubscription?.options ?? (await pushOptions());
	const subscription = newSubscription ?? (await self.registration.pushManager.subscribe(options));
	await fetch("/api/alerts/subscriptions", {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(subscription),
	});
}

async function pushOptions() {
	const { publicKey } = await (await fetch("/api/alerts/key")).json();
	return { userVisibleOnly: true, applicationServerKey: publicKey };
}

async function unreachablePage() {
	const chosen = (await self.cookieStore?.get("locale"))?.value;
	const lang = TEXTS[chosen] ? chosen : speech();
	const { unreachable, unreachableText, retry, console: name } = TEXTS[lang];
	const page = `<!doctype html><html lang="${lang}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${name}</title><style>
:root{color-scheme:light dark;--bg:#f2f4f3;--fg:#15201b;--fg-2:#46534e;--accent:#0a7257;--on:#fff}
@media(prefers-color-scheme:dark){:root{--bg:#0d1110;--fg:#e7ecea;--fg-2:#b4beba;--accent:#3bbf93;--on:#04211a}}
body{margin:0;min-height:100dvh;display:grid;place-content:center;justify-items:center;gap:12px;padding:24px;box-sizing:border-box;
background:var(--bg);color:var(--fg);font:14px/22px system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-align:center}
h1{margin:0;font-size:18px;line-height:26px}p{margin:0;color:var(--fg-2)}
a{margin-top:8px;padding:8px 20px;border-radius:8px;background:var(--accent);color:var(--on);text-decoration:none;font-weight:500}
</style><main><h1>${unreachable}</h1><p>${unreachableText}</p></main><a href="">${retry}</a></html>`;
	const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
	return new Response(page, { status: 503, headers });
}
