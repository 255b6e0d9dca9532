import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ControlFile, type ControlRoutes } from "./route";

const folder = join(import.meta.dirname, "../ui");
const html = readFileSync(join(folder, "page.html"));
const style = /<style>([\s\S]*?)<\/style>/.exec(html.toString("utf8"))?.[1] ?? "";

/** Should the page ever write what a customer sent as markup, the browser would still run none of it. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
	"img-src 'self' data:",
	"connect-src 'self'",
	"form-action 'none'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join("; ");

const headers = { "Content-Security-Policy": POLICY, "Cache-Control": "no-store" };
const page = new ControlFile(html, "text/html; charset=utf-8", headers);
const script = new ControlFile(
	readFileSync(join(folder, "page.js")),
	"text/javascript; charset=utf-8",
	headers,
);

/** Phone, official tool and push log side by side. */
export const uiRoutes: ControlRoutes = {
	"GET /_sim/ui": () => page,
	"GET /_sim/ui/page.js": () => script,
};
