import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort, portFromEnv, requireFreePort } from "@/scripts/ports.mjs";

const servers: net.Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
	delete process.env.KEFU_TEST_PORT;
});

test.each(["127.0.0.1", "::", "0.0.0.0"])(
	"a port somebody listens on at %s is refused, with its variable",
	async (host) => {
		const port = await listen(host);
		await expect(requireFreePort(port, "PORT")).rejects.toThrow(
			`Port ${port} is in use by another program. Stop it, or choose another port: PORT=`,
		);
	},
);

test("a free port is accepted, and still free afterwards", async () => {
	const port = await freePort();
	await requireFreePort(port, "PORT");
	await requireFreePort(port, "PORT");
});

test("a port comes from the environment, or is the default", () => {
	expect(portFromEnv("KEFU_TEST_PORT", 3000)).toBe(3000);
	process.env.KEFU_TEST_PORT = "4310";
	expect(portFromEnv("KEFU_TEST_PORT", 3000)).toBe(4310);
});

test.each(["http", "0", "70000", "3000.5"])("PORT=%s is refused in a sentence", (value) => {
	process.env.KEFU_TEST_PORT = value;
	expect(() => portFromEnv("KEFU_TEST_PORT", 3000)).toThrow(`KEFU_TEST_PORT=${value} is not a port`);
});

function listen(host: string): Promise<number> {
	const server = net.createServer();
	servers.push(server);
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, host, () => resolve((server.address() as net.AddressInfo).port));
	});
}
