import { Refusal } from "../command.mjs";
import { startNode } from "../processes.mjs";
import { inProject } from "../project.mjs";

const MARK = "result ";

/** Runs a program of this folder to its end, in a process of its own, and gives back what it told with `tellResult`. */
export async function runMeasurement(program, order, env) {
	const lines = [];
	const args = ["--import", "tsx", inProject("scripts", "bench", program), JSON.stringify(order)];
	const { exited } = startNode(args, { env, onLine: (line) => lines.push(line) });
	const { code } = await exited;
	const result = lines.findLast((line) => line.startsWith(MARK));
	if (code !== 0 || !result) throw new Refusal(`${program} failed.\n\n${lines.slice(-20).join("\n")}`);
	return JSON.parse(result.slice(MARK.length));
}

/** Says, in such a program, what came out. */
export const tellResult = (result) => console.log(MARK + JSON.stringify(result));
