/** The shape of the repository: who may import whom, what stands where, who may write a conversation. */
import { expect, test } from "vitest";
import { listFiles, readSources, type SourceFile } from "@/tests/support/source-tree";

const MAX_FILE_LINES = 300;

/** The parts of the house; a file belongs to the first whose pattern fits. A new folder under lib/ needs a row. */
const PARTS = {
	// Types, zod schemas and constants only, so that the browser may load them.
	clientSafe:
		/^lib\/(time|errors|channels\/message|live\/events|\w+\/(([a-z]+-)*schema|limits|names|default-preferences|wants-alert|quick-reply-(match|text)|tag-step)|bot\/actions)$/,
	base: /^lib\/(address|env|log|secrets|coalesce)$/,
	peer: /^lib\/peer$/,
	database: /^lib\/db$|^generated\//,
	http: /^lib\/http$/,
	i18n: /^lib\/i18n$/,
	// Where jobs meet their handlers, and what runs them in the app's process.
	workers: /^lib\/jobs\/(worker|process)$/,
	jobs: /^lib\/jobs\//,
	live: /^lib\/live\//,
	media: /^lib\/media\//,
	auth: /^lib\/auth\//,
	admin: /^lib\/admin\//,
	reports: /^lib\/reports\//,
	search: /^lib\/search\//,
	customers: /^lib\/customers\//,
	alerts: /^lib\/alerts\//,
	wechat: /^lib\/wechat\//,
	channels: /^lib\/channels\//,
	bot: /^lib\/bot\//,
	conversations: /^lib\/conversations\//,
	components: /^components\//,
	messages: /^messages\//,
	api: /^app\/api\//,
	pages: /^app\//,
	simulator: /^simulator\//,
	proxy: /^proxy$/,
	instrumentation: /^instrumentation$/,
} as const;
type Part = keyof typeof PARTS;

const BASE: Part[] = ["clientSafe", "base", "database"];
const DOMAINS: Part[] = [
	"conversations",
	"channels",
	"bot",
	"media",
	"live",
	"jobs",
	"auth",
	"admin",
	"reports",
	"search",
	"alerts",
	"customers",
];

/** What a part may import beside itself and packages. */
const MAY_IMPORT: Record<Part, Part[]> = {
	clientSafe: [],
	base: ["clientSafe"],
	peer: ["base"],
	database: ["clientSafe", "base"],
	http: [...BASE, "auth"],
	i18n: ["messages"],
	workers: [...BASE, "peer", ...DOMAINS],
	jobs: BASE,
	live: BASE,
	media: BASE,
	auth: [...BASE, "peer"],
	// It makes channels; their secrets are sealed in one place. A tag's new name wakes the screens.
	admin: [...BASE, "channels", "live"],
	reports: BASE,
	// What it finds are conversations, named and scoped as everywhere.
	search: [...BASE, "conversations"],
	// A customer is seen through their conversation; an alias shows in its row at once.
	customers: [...BASE, "conversations"],
	alerts: BASE,
	wechat: ["clientSafe"],
	// An alarm of a channel wakes the screens.
	channels: [...BASE, "wechat", "media", "live"],
	bot: BASE,
	conversations: [...BASE, "bot", "channels", "media", "live", "jobs"],
	components: ["clientSafe"],
	messages: [],
	api: ["http", "peer", "clientSafe", "workers", ...DOMAINS],
	pages: ["components", "clientSafe", "i18n", ...DOMAINS],
	simulator: [],
	proxy: ["auth", "clientSafe", "base"],
	instrumentation: ["workers"],
};

/** Names Next.js gives a meaning to; app/ holds nothing else. */
const APP_FILE =
	/\/(page|layout|template|loading|error|global-error|not-found|default|route)\.tsx?$|\/(globals\.css|(icon|apple-icon|opengraph-image|favicon)\.\w+|(manifest|robots)\.ts)$/;

/** What the host sets, not the person who deploys. */
const HOST_VARIABLES = ["NEXT_RUNTIME", "NODE_ENV", "VERCEL"];

const product = readSources("app", "components", "lib", "simulator", "proxy.ts", "instrumentation.ts");
const everything = [...product, ...readSources("scripts", "tests", "prisma")];

test("every file belongs to a part of the house", () => {
	expect(product.map(({ path }) => path).filter((path) => !partOf(path))).toEqual([]);
});

test("each part imports only what the table allows", () => {
	const wrong = product.flatMap((file) => {
		const part = partOf(file.path);
		const allowed = part ? MAY_IMPORT[part] : [];
		return file.imports
			.filter(({ target, ours }) => ours && isCode(target))
			.map(({ target }) => ({ target, other: partOf(target) }))
			.filter(({ other }) => other === undefined || (other !== part && !allowed.includes(other)))
			.map(({ target }) => `${file.path} imports ${target}`);
	});
	expect(wrong).toEqual([]);
});

test("the protocol needs nothing but Node, an XML parser and zod", () => {
	const wrong = product
		.filter(({ path }) => partOf(path) === "wechat")
		.flatMap(({ path, imports }) =>
			imports
				.filter(({ target, ours }) => !ours && !/^(node:.*|fast-xml-parser|zod)$/.test(target))
				.map(({ target }) => `${path} imports ${target}`),
		);
	expect(wrong).toEqual([]);
});

test("Prisma and the database driver are reached only through lib", () => {
	const wrong = product
		.filter(({ path }) => !path.startsWith("lib/"))
		.filter(({ imports }) => imports.some(({ target }) => /^(pg|@prisma\/.*|graphile-worker)$/.test(target)));
	expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("no file reaches itself through what it imports", () => {
	const next = new Map(product.map((file) => [stem(file.path), runtimeImports(file)]));
	expect([...next.keys()].filter((start) => reaches(next, start, start))).toEqual([]);
});

test("no page of the console brings zod to the browser at once: names and limits stand beside the schemas", () => {
	const next = new Map(product.map((file) => [stem(file.path), importsAtOnce(file)]));
	const pages = product.filter(({ path }) => partOf(path) === "pages" && !path.includes("(simulator)"));
	const inBrowser = product
		.filter(({ path, text }) => partOf(path) === "components" && text.startsWith('"use client"'))
		.map(({ path }) => stem(path))
		.filter((component) => pages.some(({ path }) => reaches(next, stem(path), component)));
	expect(inBrowser.length).toBeGreaterThan(0);
	expect(inBrowser.filter((component) => reaches(next, component, "zod"))).toEqual([]);
});

test("app/ holds only files that Next.js gives a meaning to", () => {
	expect(listFiles("app").filter((file) => !APP_FILE.test(file))).toEqual([]);
});

test("there are no drawers: no utils, helpers, types, common, services, index", () => {
	const drawer = /(^|\/)(utils?|helpers?|types|common|services|index)(\/|\.\w+$)/;
	expect(everything.map(({ path }) => path).filter((path) => drawer.test(path))).toEqual([]);
});

test("files and folders are named in kebab case", () => {
	const kebab = /^(\[\.{0,3}[A-Za-z]+\]|\([a-z-]+\)|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*)$/;
	const wrong = everything.filter(({ path }) => !path.split("/").every((name) => kebab.test(name)));
	expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("folders under lib/ are at most three deep", () => {
	expect(listFiles("lib").filter((path) => path.split("/").length > 4)).toEqual([]);
});

test(`no file is longer than ${MAX_FILE_LINES} lines`, () => {
	const long = everything.filter(({ text }) => text.split("\n").length > MAX_FILE_LINES + 1);
	expect(long.map(({ path }) => path)).toEqual([]);
});

test("the environment is read in lib/env, and in lib/log which must speak before it", () => {
	const wrong = product
		.filter(({ path }) => !/^(lib\/(env|log)\.ts$|simulator\/)/.test(path))
		.filter(({ text }) =>
			[...text.matchAll(/process\.env(?:\.(\w+))?/g)].some(
				([, name]) => !HOST_VARIABLES.includes(name ?? ""),
			),
		);
	expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("who answers a conversation is written by one file for people, one for pushes, one for decisions", () => {
	const callers = (name: string) => product.filter(({ text }) => text.includes(name)).map(({ path }) => path);
	expect(callers("kefu_change_conversation")).toEqual(["lib/conversations/update.ts"]);
	expect(callers("kefu_receive_push")).toEqual(["lib/conversations/receive.ts"]);
	expect(callers("kefu_decide_push")).toEqual(["lib/conversations/decide-push.ts"]);
});

test("no other code writes a conversation's state or an event row", () => {
	const statements = [
		/\bUPDATE\s+"?conversations"?[\s\S]*?\bSET\b((?!\bWHERE\b|\bFROM\b)[^;`])*?\b(mode|status|epoch|assignee_id)\s*=/i,
		/\b(INSERT\s+INTO|DELETE\s+FROM)\s+"?conversations\b/i,
		/\bINSERT\s+INTO\s+"?messages\b/i,
		/\.conversation\.(update|upsert|create|delete)/,
		/\.message\.(update|upsert|create|delete)/,
	];
	const wrong = product.filter(({ text }) => statements.some((statement) => statement.test(text)));
	expect(wrong.map(({ path }) => path)).toEqual([]);
});

function partOf(path: string): Part | undefined {
	const entries = Object.entries(PARTS) as [Part, RegExp][];
	return entries.find(([, pattern]) => pattern.test(stem(path)))?.[0];
}

const stem = (path: string): string => path.replace(/\.(d\.ts|tsx?|mjs)$/, "");
const isCode = (target: string): boolean =>
	!/\.(css|json|svg|png)$/.test(target) || target.startsWith("messages/");

const runtimeImports = (file: SourceFile): string[] =>
	file.imports.filter(({ ours, typeOnly }) => ours && !typeOnly).map(({ target }) => target);

const importsAtOnce = (file: SourceFile): string[] =>
	file.imports.filter(({ typeOnly, late }) => !typeOnly && !late).map(({ target }) => target);

function reaches(next: Map<string, string[]>, from: string, goal: string, seen = new Set<string>()): boolean {
	return (next.get(from) ?? []).some((to) => {
		if (to === goal) return true;
		if (seen.has(to)) return false;
		seen.add(to);
		return reaches(next, to, goal, seen);
	});
}
