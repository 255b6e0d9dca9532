import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseAccount, upsertAccount } from "./accounts";
import { conform } from "./conform/cli";
import { HELP } from "./help";
import { startSimulator } from "./server";

const argsSchema = z.object({
	port: z.coerce.number().int().min(0).max(65_535).default(4010),
	accounts: z.string().optional(),
	state: z.string().min(1).optional(),
	seed: z.string().optional(),
	"record-size": z.coerce.number().int().min(10).max(100_000).default(5000),
});

const [command, ...rest] = process.argv.slice(2);
main().catch((error: unknown) => stop(error));

async function main(): Promise<void> {
	if (command === "conform") {
		process.exitCode = await conform(rest);
		return;
	}
	const { values } = parseArgs({
		options: {
			port: { type: "string" },
			accounts: { type: "string" },
			state: { type: "string" },
			seed: { type: "string" },
			"record-size": { type: "string" },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const args = argsSchema.parse(values);
	const accounts = args.accounts ? readAccounts(args.accounts) : [];
	const { port, seed, state: stateFile } = args;
	const simulator = await startSimulator({ port, seed, stateFile, recordSize: args["record-size"] });
	for (const account of accounts) upsertAccount(simulator.world, account);
	// A Ctrl-C may arrive twice, from the terminal and from npm: the second must not cut off the writing of the state.
	let ending = false;
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		process.on(signal, () => {
			if (ending) return;
			ending = true;
			setTimeout(() => process.exit(0), 5000).unref();
			void simulator.close().then(() => process.exit(0));
		});
	}
	console.log(`simulator listening on ${simulator.url}`);
}

function readAccounts(file: string) {
	const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
	if (!Array.isArray(parsed)) throw new Error(`${file}: expected an array of accounts`);
	return parsed.map(parseAccount);
}

/** A sentence instead of a stack trace: what is wrong is nearly always the command line. */
function stop(error: unknown): void {
	const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
	const reason = error instanceof Error ? error.message : String(error);
	const issues = error instanceof z.ZodError ? z.prettifyError(error) : reason;
	console.error(busy ? "The port is in use; choose another one with --port." : issues);
	process.exitCode = 1;
}
