/** A certificate that signs itself, made on the spot (X.509 in DER), for a server that a test calls over https. */
import { generateKeyPairSync, sign } from "node:crypto";

const DAY_MS = 86_400_000;

/** Key and certificate in PEM, good for `host` today. */
export function selfSigned(host: string): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const algorithm = sequence(oid("2a8648ce3d040302"));
	const name = sequence(tagged(0x31, sequence(oid("550403"), tagged(0x0c, Buffer.from(host)))));
	const validity = sequence(utcTime(Date.now() - DAY_MS), utcTime(Date.now() + DAY_MS));
	const altName = sequence(oid("551d11"), tagged(0x04, sequence(tagged(0x82, Buffer.from(host)))));
	const body = sequence(
		tagged(0xa0, tagged(0x02, Buffer.from([2]))),
		tagged(0x02, Buffer.from([1])),
		algorithm,
		name,
		validity,
		name,
		publicKey.export({ type: "spki", format: "der" }),
		tagged(0xa3, sequence(altName)),
	);
	const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
	const der = sequence(body, algorithm, signature).toString("base64");
	const lines = der.match(/.{1,64}/g) ?? [];
	return {
		key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
	};
}

function tagged(tag: number, content: Buffer): Buffer {
	const { length } = content;
	if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
	return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));
const utcTime = (at: number): Buffer =>
	tagged(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
