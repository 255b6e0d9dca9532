/** A push service over https (RFC 8030) with browsers behind it, which read what is theirs (RFC 8291, RFC 8292). */
import {
	createDecipheriv,
	createECDH,
	createPublicKey,
	type ECDH,
	hkdfSync,
	randomBytes,
	verify,
} from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import type { Reach } from "@/lib/alerts/post-push";
import { type Alert, alertSchema, type Subscription } from "@/lib/alerts/schema";
import { selfSigned } from "@/tests/support/certificate";

const HOST = "push.example.test";

export interface Browser {
	subscription: Subscription;
	/** What arrived, oldest first. */
	alerts: Alert[];
	headers: IncomingHttpHeaders[];
	/** The status of the service's next answers; 0: it never answers. */
	answer: number;
}

/** Opens it on a free port of this machine; it closes with the file. */
export async function openPushService() {
	const { key, cert } = selfSigned(HOST);
	const browsers = new Map<string, Browser & { open: (body: Buffer) => string }>();
	const server = createServer({ key, cert }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const browser = browsers.get(request.url ?? "");
			if (!browser) return response.writeHead(404).end();
			if (browser.answer === 0) return;
			if (!isSigned(request.headers.authorization ?? "", origin)) return response.writeHead(403).end();
			if (browser.answer === 201) {
				browser.headers.push(request.headers);
				browser.alerts.push(alertSchema.parse(JSON.parse(browser.open(Buffer.concat(chunks)))));
			}
			response
				.writeHead(browser.answer, { location: "https://elsewhere.example.test/" })
				.end("x".repeat(100));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	afterAll(() => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(resolve));
	});
	const origin = `https://${HOST}:${(server.address() as AddressInfo).port}`;
	const reach: Reach = {
		resolve: async () => [{ address: "127.0.0.1", family: 4 }],
		mayCall: (address) => address === "127.0.0.1",
		ca: cert,
		timeoutMs: 5000,
	};

	/** A browser that has subscribed. */
	function newBrowser(): Browser {
		const ecdh = createECDH("prime256v1");
		const p256dh = ecdh.generateKeys().toString("base64url");
		const auth = randomBytes(16);
		const path = `/send/${randomBytes(8).toString("hex")}`;
		const browser = {
			subscription: { endpoint: origin + path, keys: { p256dh, auth: auth.toString("base64url") } },
			alerts: [],
			headers: [],
			answer: 201,
			open: (body: Buffer) => decrypt(body, ecdh, auth),
		};
		browsers.set(path, browser);
		return browser;
	}
	return { origin, reach, newBrowser };
}

function decrypt(body: Buffer, ecdh: ECDH, auth: Buffer): string {
	const salt = body.subarray(0, 16);
	const idLength = body.readUInt8(20);
	const sender = body.subarray(21, 21 + idLength);
	const sealed = body.subarray(21 + idLength);
	const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
	const secret = Buffer.from(hkdfSync("sha256", ecdh.computeSecret(sender), auth, info, 32));
	const derive = (name: string, bytes: number) =>
		Buffer.from(hkdfSync("sha256", secret, salt, `Content-Encoding: ${name}\0`, bytes));
	const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
	decipher.setAuthTag(sealed.subarray(-16));
	const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
	return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}

/** `vapid t=<JWT>, k=<key>`: for this service, not for ever, signed by the key it names. */
function isSigned(authorization: string, audience: string): boolean {
	const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
	const [header = "", claims = "", signature = ""] = token.split(".");
	const point = Buffer.from(key, "base64url");
	const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
	const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
	const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
	const isValid = verify(
		"sha256",
		Buffer.from(`${header}.${claims}`),
		{ key: publicKey, dsaEncoding: "ieee-p1363" },
		Buffer.from(signature, "base64url"),
	);
	const inADay = Date.now() / 1000 + 86_400;
	return isValid && aud === audience && exp <= inADay && /^(https:|mailto:)/.test(sub);
}
