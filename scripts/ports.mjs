import net from "node:net";
import { Refusal } from "./command.mjs";

/** A port that nobody listens on just now: `wanted`, if it is free. */
export async function freePort(wanted = 0) {
	const server = await listen(wanted, "127.0.0.1").catch(() => listen(0, "127.0.0.1"));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Refuses with a sentence naming `variable` when somebody already listens on `port`, on any address. */
export async function requireFreePort(port, variable) {
	for (const host of ["127.0.0.1", undefined]) {
		try {
			const server = await listen(port, host);
			await new Promise((resolve) => server.close(resolve));
		} catch (error) {
			throw new Refusal(sentences[error.code]?.(port, variable) ?? `Port ${port}: ${error.message}`);
		}
	}
}

/** The port named by an environment variable, or `fallback`. */
export function portFromEnv(variable, fallback) {
	const value = process.env[variable];
	if (value === undefined || value === "") return fallback;
	const port = Number(value);
	if (!Number.isInteger(port) || port < 1 || port > 65534) {
		throw new Refusal(`${variable}=${value} is not a port (1 to 65534).`);
	}
	return port;
}

const sentences = {
	EADDRINUSE: (port, variable) =>
		`Port ${port} is in use by another program. Stop it, or choose another port: ${variable}=<port> npm run ${process.env.npm_lifecycle_event ?? "demo"}`,
	EACCES: (port, variable) =>
		`Port ${port} may not be used by this user. Choose one above 1023 with ${variable}.`,
};

function listen(port, host) {
	return new Promise((resolve, reject) => {
		const server = net.createServer().once("error", reject);
		server.listen({ port, host, exclusive: true }, () => resolve(server));
	});
}
