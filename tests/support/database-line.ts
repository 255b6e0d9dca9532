/** The line to the database, with a hand on it: this file's database behind a proxy that can cut it or let it go silent. */

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";
import { databaseUrl } from "@/tests/support/database";

export interface DatabaseLine {
	/** Ends every connection and refuses new ones. */
	cut(): void;
	/** Connections stay and carry nothing any more, as behind a firewall that forgot them. */
	silence(): void;
	/** As it was. */
	mend(): Promise<void>;
}

/** Call it before anything reads the environment. */
export async function holdDatabaseLine(): Promise<DatabaseLine> {
	const target = new URL(databaseUrl);
	const pairs = new Set<[Socket, Socket]>();
	let silent = false;
	const server = createServer((near) => {
		const far = connect(Number(target.port), target.hostname);
		const pair: [Socket, Socket] = [near, far];
		pairs.add(pair);
		for (const [from, to] of [pair, [far, near]] as const) {
			from.on("data", (bytes) => silent || to.write(bytes));
			from.on("error", () => undefined);
			from.on("close", () => {
				to.destroy();
				pairs.delete(pair);
			});
		}
	});
	const open = (port: number) =>
		new Promise<number>((resolve) =>
			server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
		);
	const drop = () => {
		for (const [near] of pairs) near.destroy();
	};
	const port = await open(0);
	const url = new URL(databaseUrl);
	url.port = String(port);
	process.env.DATABASE_URL = url.href;
	afterAll(() => {
		server.close();
		drop();
	});
	return {
		cut() {
			server.close();
			drop();
		},
		silence() {
			silent = true;
		},
		async mend() {
			silent = false;
			drop();
			if (!server.listening) await open(port);
		},
	};
}
