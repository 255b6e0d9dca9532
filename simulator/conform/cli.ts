import { parseArgs } from "node:util";
import { HELP } from "../help";
import { toLine, toSummary } from "./report";
import { runConformance } from "./run";
import { targetSchema } from "./target";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** `conform …`: prints the report; 1 when a row failed, or when none was run. */
export async function conform(args: string[]): Promise<number> {
	const { values } = parseArgs({
		args,
		options: {
			url: text,
			token: text,
			"aes-key": text,
			"app-id": text,
			"original-id": text,
			mode: text,
			format: text,
			hosting: text,
			"timeout-ms": text,
			"quiet-ms": text,
			only: text,
			transfer: flag,
			json: flag,
			help: flag,
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return 0;
	}
	const { url, token, mode, format, hosting, transfer } = values;
	const target = targetSchema.parse({
		...{ url, token, mode, format, hosting, transfer },
		aesKey: values["aes-key"],
		appId: values["app-id"],
		originalId: values["original-id"],
		timeoutMs: values["timeout-ms"],
		quietMs: values["quiet-ms"],
	});
	const results = await runConformance(target, {
		only: values.only?.split(",").map((id) => id.trim()),
		onResult: values.json ? undefined : (result) => console.log(toLine(result)),
	});
	console.log(values.json ? JSON.stringify(results, null, "\t") : toSummary(results));
	if (results.length === 0) console.error("No row has such an id; --help lists them.");
	return results.length === 0 || results.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}
