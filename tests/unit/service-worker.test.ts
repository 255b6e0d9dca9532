/** public/sw.js as a browser runs it: what it shows for which alert, and where a click leads. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { workerTexts } from "@/lib/i18n";

interface Standing {
	title: string;
	options: { tag: string; body: string; lang: string; silent: boolean; data: { url: string } };
}

/** A browser around the worker, with these tabs of the console. */
async function startWorker(tabs: { visibilityState: string; url?: string }[] = []) {
	const listeners = new Map<string, (event: object) => void>();
	const standing: Standing[] = [];
	const done: string[] = [];
	const clients = tabs.map(({ visibilityState, url = "https://desk.test/inbox" }, n) => ({
		visibilityState,
		url,
		postMessage: ({ type, url: wanted }: { type: string; url: string }) =>
			done.push(`${type} ${wanted} in tab ${n}`),
		focus: async () => void done.push(`focus tab ${n}`),
	}));
	const self = {
		skipWaiting: async () => undefined,
		addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
		navigator: { language: "zh-HK" },
		clients: {
			matchAll: async () => clients,
			openWindow: async (url: string) => void done.push(`new tab ${url}`),
		},
		registration: {
			getNotifications: async ({ tag }: { tag: string }) =>
				standing.filter(({ options }) => options.tag === tag).map(({ options }) => ({ data: options.data })),
			showNotification: async (title: string, options: Standing["options"]) => {
				const place = standing.findIndex((one) => one.options.tag === options.tag);
				if (place >= 0) standing.splice(place, 1);
				standing.push({ title, options });
			},
		},
	};
	const source = readFileSync(path.join(import.meta.dirname, "../../public/sw.js"), "utf8");
	const around = { self, TEXTS: await workerTexts(), importScripts: () => undefined, URL, Response };
	const scope = createContext({ ...around, fetch: async () => Promise.reject(new TypeError("offline")) });
	runInContext(source, scope);
	const send = async (name: string, event: object): Promise<unknown> => {
		let answer: unknown;
		const wait = (work: unknown) => {
			answer = work;
		};
		listeners.get(name)?.({ waitUntil: wait, respondWith: wait, ...event });
		return await answer;
	};
	return {
		standing,
		done,
		install: (event: object) => send("install", event),
		push: (alert: object) => send("push", { data: { json: () => ({ ...ALERT, ...alert }) } }),
		page: (alert: object) => send("message", { data: { type: "show", alert: { ...ALERT, ...alert } } }),
		click: (url: string) =>
			send("notificationclick", { notification: { close: () => done.push("closed"), data: { url } } }),
		navigate: () => send("fetch", { request: { mode: "navigate" } }) as Promise<Response>,
		said: () => standing.map(({ title, options: { body } }) => [title, body]),
	};
}

const ALERT = {
	kind: "message",
	conversationId: "c1",
	url: "/inbox/c1",
	customer: null,
	channel: "售后服务",
	by: null,
	text: null,
	unassigned: false,
	language: null,
	at: "2026-11-21T08:00:00.000Z",
};
const later = (seconds: number) => ({ at: new Date(Date.parse(ALERT.at) + seconds * 1000).toISOString() });

test.each<[string, object, [string, string]]>([
	["nothing of its content, as most want it", {}, ["售后服务 有新消息", ""]],
	["who and what, where that is wanted", { customer: "陈默", text: "在吗" }, ["陈默 · 售后服务", "在吗"]],
	[
		"who waits in the queue",
		{ customer: "陈默", text: "在吗", unassigned: true },
		["陈默 · 售后服务", "售后服务 有客户待分配\n在吗"],
	],
	["a mention", { kind: "mention", by: "周子墨" }, ["周子墨 在备注里提到你", "售后服务"]],
	["a loss", { kind: "taken", by: "周子墨" }, ["周子墨 接走了你的会话", "售后服务"]],
	["a window", { kind: "window", customer: "陈默" }, ["陈默 · 售后服务", "有回复窗口快关闭了"]],
	["in the language of its reader", { language: "en" }, ["New message in 售后服务", ""]],
	["a test", { kind: "test", conversationId: null, channel: null }, ["提醒能收到", "新消息会这样通知你。"]],
])("it says %s", async (_, alert, expected) => {
	const worker = await startWorker();
	await worker.push(alert);
	expect(worker.said()).toEqual([expected]);
});

test("what goes to the API never waits for the worker, where a browser can be told so", async () => {
	const worker = await startWorker();
	const routes: unknown[] = [];
	await worker.install({ addRoutes: async (added: unknown[]) => void routes.push(...added) });
	expect(routes).toEqual([{ condition: { urlPattern: "/api/*" }, source: "network" }]);
	await worker.install({ addRoutes: async () => Promise.reject(new TypeError("no such condition")) });
	await expect(worker.install({})).resolves.toBeUndefined();
});

test("what a page has shown a push does not show again, and the other way round; what is newer takes its place", async () => {
	const worker = await startWorker([{ visibilityState: "hidden" }]);
	await worker.page({ text: "一", customer: "陈默" });
	await worker.push({ text: "一", customer: "陈默" });
	expect(worker.said()).toEqual([["陈默 · 售后服务", "一"]]);
	await worker.push({ text: "二", customer: "陈默", ...later(5) });
	await worker.page({ text: "二", customer: "陈默", ...later(5) });
	expect(worker.said()).toEqual([["陈默 · 售后服务", "二"]]);
	worker.standing.length = 0;
	await worker.push({ ...later(5) });
	expect(worker.said(), "it was closed").toEqual([]);
	await worker.push({ kind: "window", ...later(60) });
	await worker.page({ kind: "window", ...later(100) });
	expect(worker.standing).toHaveLength(1);
	await worker.page({ kind: "message", conversationId: "c2", ...later(5) });
	expect(worker.standing).toHaveLength(2);
});

test("a console in sight shows a push by itself; a test is always shown", async () => {
	const worker = await startWorker([{ visibilityState: "visible" }]);
	await worker.push({});
	expect(worker.said()).toEqual([]);
	await worker.push({ kind: "test", conversationId: null });
	expect(worker.standing).toHaveLength(1);
	const elsewhere = await startWorker([{ visibilityState: "visible", url: "https://desk.test/sign-in" }]);
	await elsewhere.push({});
	expect(elsewhere.standing).toHaveLength(1);
});

test("a click closes the notification and goes to a tab that is there, the one in sight first; else to a new one", async () => {
	const two = await startWorker([{ visibilityState: "hidden" }, { visibilityState: "visible" }]);
	await two.click("/inbox/c1");
	expect(two.done).toEqual(["closed", "open /inbox/c1 in tab 1", "focus tab 1"]);
	const none = await startWorker();
	await none.click("/inbox/c1");
	expect(none.done).toEqual(["closed", "new tab /inbox/c1"]);
});

test("without the server a page says so, in the reader's language, and is not kept", async () => {
	const answer = await (await startWorker()).navigate();
	expect([answer.status, answer.headers.get("cache-control")]).toEqual([503, "no-store"]);
	const page = await answer.text();
	expect(page).toContain('<html lang="zh-CN">');
	expect(page).toContain("连不上服务器");
	expect(page).toContain('<a href="">重试</a>');
});
