import { runMeasurement } from "./measurement.mjs";
import { usageOf } from "./process-usage.mjs";
import { countRows, rowsSince } from "./push-rows.mjs";

/** Requests under way at once, in every case. */
export const CONNECTIONS = 16;

/** `server` is the part of the machine that answers; E has none, it goes straight to the database. */
const CASES = {
	A: { channel: "agent", server: "bare" },
	B: { channel: "agent", server: "app" },
	C: { channel: "bot", server: "app" },
	D: { channel: "agent", server: "app" },
	E: { channel: "agent", server: null },
};

/**
 * Measures one case once, in a process of its own.
 * @param {"A" | "B" | "C" | "D" | "E"} name
 * @param {{ first: number, span?: number, warmUp?: number, seconds: number, rate?: number }} order numbers of the packets, see push-load.mjs
 */
export async function measure(name, order, machine) {
	const { channel, server } = CASES[name];
	const url = server === "bare" ? machine.bare.url : machine.pushUrls[channel];
	const rowsBefore = await countRows(machine.database, `bench-${channel}`);
	const before = usage(machine, server);
	const program = name === "E" ? "push-statement.ts" : "push-load.mjs";
	const result = await runMeasurement(
		program,
		{
			...order,
			channel,
			url,
			sentAt: machine.sentAt,
			connections: CONNECTIONS,
		},
		machine.env,
	);
	const after = usage(machine, server);
	const rows = rowsSince(rowsBefore, await countRows(machine.database, `bench-${channel}`));
	const cpuMicros = (part) =>
		before[part] && after[part] ? ((after[part].cpuMs - before[part].cpuMs) * 1000) / result.answered : null;
	return { ...result, rows, serverMicros: cpuMicros("server"), databaseMicros: cpuMicros("database") };
}

function usage(machine, server) {
	return {
		server: server && usageOf(machine[server].pid),
		database: usageOf(machine.postgresPid),
	};
}
