import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveApi } from "./api/serve";
import { serveCdn } from "./cdn";
import { serveControl } from "./control/serve";
import { keepIn, loadState } from "./keeper";
import { createWorld, type World, type WorldOptions } from "./state";
import { restoreState } from "./state-file";

export interface Simulator {
	world: World;
	/** `http://127.0.0.1:<port>` */
	url: string;
	/** Ends connections and pushes under way. */
	close(): Promise<void>;
}

export interface SimulatorOptions extends WorldOptions {
	port: number;
	/** The world is read from this file, if it is there, and kept in it. */
	stateFile?: string;
}

const HOST = "127.0.0.1";

/** Starts the simulator; port 0 takes a free one. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
	const world = openWorld(options);
	const server = createServer((request, response) => {
		serve(world, request, response).catch((error: unknown) => {
			// A request that was read to its end counts as destroyed; only a connection that is gone cannot be answered.
			if (response.destroyed || request.socket.destroyed) return;
			console.error(error);
			if (!response.headersSent) response.writeHead(500);
			response.end();
		});
	});
	// Longer than any client keeps an idle connection, so that the two never close and reuse it at once.
	server.keepAliveTimeout = 75_000;
	server.requestTimeout = 60_000;
	await listen(server, options.port);
	world.baseUrl = `http://${HOST}:${(server.address() as AddressInfo).port}`;
	return {
		world,
		url: world.baseUrl,
		close: () => {
			world.generation++;
			for (const request of world.inFlight) request.destroy();
			server.closeAllConnections();
			return new Promise<void>((resolve) => server.close(() => resolve())).then(() => world.keeper?.close());
		},
	};
}

/** A fresh world, or the one of the state file. */
function openWorld({ stateFile, ...options }: SimulatorOptions): World {
	const state = stateFile === undefined ? null : loadState(stateFile);
	// A restored world must not draw the ids and tokens of its first run once more.
	const seed = state && options.seed !== undefined ? `${options.seed} ${state.lastId}` : options.seed;
	const world = createWorld({ ...options, seed });
	if (state) restoreState(world, state);
	if (stateFile !== undefined) world.keeper = keepIn(stateFile, world);
	return world;
}

function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const target = request.url ?? "/";
	const mark = target.indexOf("?");
	const path = mark < 0 ? target : target.slice(0, mark);
	const search = mark < 0 ? "" : target.slice(mark + 1);
	if (path.startsWith("/_sim/")) {
		const served = serveControl(world, request, response, path, search);
		return request.method === "GET" ? served : served.finally(() => world.keeper?.touch());
	}
	if (path.startsWith("/cdn/")) {
		serveCdn(world, request, response, path);
		return Promise.resolve();
	}
	return serveApi(world, request, response, path, search).finally(() => world.keeper?.touch());
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, HOST, () => {
			server.off("error", reject);
			resolve();
		});
	});
}
