import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const securityHeaders = [
	{ key: "X-Content-Type-Options", value: "nosniff" },
	{ key: "Referrer-Policy", value: "same-origin" },
];

/** A browser asks for it now and then: what was fixed reaches those who never close a tab. */
const workerHeaders = {
	source: "/sw.js",
	headers: [
		{ key: "Content-Type", value: "text/javascript; charset=utf-8" },
		{ key: "Cache-Control", value: "no-cache" },
	],
};

// A header set here wins over the same of a route, and files of strangers are locked in more strictly by theirs.
const framingPolicy = {
	source: "/((?!api/media/|api/simulator/).*)",
	headers: [{ key: "Content-Security-Policy", value: "frame-ancestors 'none'" }],
};

const config: NextConfig = {
	output: "standalone",
	// Without these two a package-lock.json in a folder above the clone would be taken for the root.
	outputFileTracingRoot: import.meta.dirname,
	turbopack: { root: import.meta.dirname },
	serverExternalPackages: ["pg", "graphile-worker"],
	poweredByHeader: false,
	// `npm run check` holds the types, tests and scripts included; here they would only double the time of a first start.
	typescript: { ignoreBuildErrors: true },
	headers: async () => [{ source: "/:path*", headers: securityHeaders }, framingPolicy, workerHeaders],
};

const withMessages = createNextIntlPlugin({
	requestConfig: "./lib/i18n.ts",
	// Parsed when the console is built: the browser needs no parser of messages.
	experimental: { messages: { path: "./messages", locales: "infer", format: "json", precompile: true } },
});

export default withMessages(config);
