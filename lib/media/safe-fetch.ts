/** Fetching what a link in a push names, as WeChat's picture links are: from WeChat's own picture hosts and nowhere else. */
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type Address, isPublicAddress, pinnedTo } from "@/lib/address";

/** The documentation names none; these are where picture links lead. */
const PICTURE_HOST = /^([a-z0-9-]+\.)+(qpic|qlogo)\.cn$/;

export interface SafeFetchOptions {
	/** Of the whole call. */
	timeoutMs: number;
	/** Nothing beyond is read. */
	maxBytes: number;
	/** Host and port of a simulated WeChat, whose pictures below /cdn/ are fetched wherever it is; null: there is none. */
	simulatedHost: string | null;
	/** All addresses of a host. */
	resolve?: (host: string) => Promise<Address[]>;
}

export type SafeFetched =
	| { outcome: "fetched"; bytes: Uint8Array }
	| { outcome: "failed"; failure: "forbidden_address" | "too_large" | "expired" | "unreachable" };

/**
 * Never throws, follows no redirect, says nothing about us. Each address of the host is checked, and the connection goes
 * to a checked one: a name that means something else a moment later gains nothing.
 */
export async function safeFetch(link: string, options: SafeFetchOptions): Promise<SafeFetched> {
	const url = URL.canParse(link) ? new URL(link) : null;
	const isSimulated = url !== null && isOfSimulator(url, options.simulatedHost);
	if (!url || !(isSimulated || isOfWechat(url))) return failed("forbidden_address");
	const signal = AbortSignal.timeout(options.timeoutMs);
	try {
		const address = await choose(url, isSimulated, options.resolve ?? resolveAll, signal);
		return address ? await get(url, address, signal, options.maxBytes) : failed("forbidden_address");
	} catch {
		// No answer, whatever the reason: the address of a stranger belongs into no log.
		return failed("unreachable");
	}
}

const failed = (failure: Extract<SafeFetched, { outcome: "failed" }>["failure"]): SafeFetched => ({
	outcome: "failed",
	failure,
});

/** An empty port is the usual one of the scheme. */
const isOfWechat = (url: URL): boolean => isPlain(url) && url.port === "" && PICTURE_HOST.test(url.hostname);

const isOfSimulator = (url: URL, host: string | null): boolean =>
	isPlain(url) && host !== null && url.host === host && url.pathname.startsWith("/cdn/");

const isPlain = ({ protocol, username, password }: URL): boolean =>
	/^https?:$/.test(protocol) && username === "" && password === "";

const resolveAll = (host: string): Promise<Address[]> => lookup(host, { all: true });

/** The address to connect to; null when one of them is not for us to call. */
async function choose(
	{ hostname }: URL,
	isSimulated: boolean,
	resolve: (host: string) => Promise<Address[]>,
	signal: AbortSignal,
): Promise<Address | null> {
	const host = hostname.replace(/^\[|\]$/g, "");
	const addresses = await Promise.race([resolve(host), rejectionOf(signal)]);
	if (!isSimulated && !addresses.every(({ address }) => isPublicAddress(address))) return null;
	return addresses[0] ?? null;
}

const rejectionOf = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

function get(url: URL, checked: Address, signal: AbortSignal, maxBytes: number): Promise<SafeFetched> {
	const request = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		// A connection of its own: one that stands already was checked for somebody else.
		const call = request(url, {
			lookup: pinnedTo(checked),
			agent: false,
			signal,
			headers: { accept: "image/*", "accept-encoding": "identity" },
		});
		const end = (fetched: SafeFetched) => {
			resolve(fetched);
			call.destroy();
		};
		call.on("error", reject);
		call.on("response", (response) => {
			const { statusCode, headers } = response;
			if (statusCode === 404 || statusCode === 410) return end(failed("expired"));
			if (statusCode !== 200) return end(failed("unreachable"));
			if (Number(headers["content-length"] ?? 0) > maxBytes) return end(failed("too_large"));
			const chunks: Buffer[] = [];
			let size = 0;
			response.on("data", (chunk: Buffer) => {
				size += chunk.length;
				if (size > maxBytes) return end(failed("too_large"));
				chunks.push(chunk);
			});
			response.on("error", reject);
			response.on("aborted", () => reject(new Error("the answer broke off")));
			response.on("end", () => resolve({ outcome: "fetched", bytes: Buffer.concat(chunks) }));
		});
		call.end();
	});
}
