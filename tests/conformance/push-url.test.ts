/** The list that anybody may run against their own server, run against ours: every way of configuring a push. */
import { beforeAll, expect, test } from "vitest";
import { getPrisma } from "@/lib/db";
import { conformCases } from "@/simulator/conform/list";
import { toLine } from "@/simulator/conform/report";
import { type ConformResult, runConformance } from "@/simulator/conform/run";
import { targetSchema } from "@/simulator/conform/target";
import { COMBINATIONS, openConformanceDesk } from "@/tests/support/conformance-desk";

/** Rows whose answer is another where messages are transferred. */
const TRANSFERRED = ["P1", "P2", "P5", "P6", "P7", "P8", "P10", "T"];
/** Each run waits more than it works. */
const AT_ONCE = 4;

const desk = await openConformanceDesk();
const HOSTINGS = [
	...COMBINATIONS.map((kind) => ({ ...kind, hosting: "url" as const })),
	...(["xml", "json"] as const).map((format) => ({
		encryption: "plain" as const,
		format,
		name: `cloudrun-${format}`,
		hosting: "cloudrun" as const,
	})),
];
const RUNS = HOSTINGS.flatMap((kind) => [false, true].map((transfer) => ({ ...kind, transfer })));
type Run = (typeof RUNS)[number];

const nameOf = ({ name, transfer }: Run) => `${name}${transfer ? "-transfer" : ""}`;

async function runList(run: Run): Promise<ConformResult[]> {
	const { encryption, format, hosting, transfer } = run;
	const { channel } = await desk.line(nameOf(run), {
		encryption,
		format,
		openingMode: transfer ? "transfer" : "agent",
	});
	await getPrisma().channel.update({ where: { id: channel.id }, data: { hosting } });
	const { appId, originalId, token, encodingAesKey } = channel;
	const url = desk.http.urlOf(channel.id);
	return runConformance(
		targetSchema.parse({
			...{ url, appId, originalId, mode: encryption, format, hosting, transfer, quietMs: 300 },
			...(hosting === "url" && { token, aesKey: encodingAesKey ?? undefined }),
		}),
		{ only: transfer ? TRANSFERRED : undefined },
	);
}

const results: { run: Run; result: ConformResult }[] = [];

beforeAll(async () => {
	const left = [...RUNS];
	const worker = async () => {
		for (let run = left.shift(); run; run = left.shift()) {
			for (const result of await runList(run)) results.push({ run, result });
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
});

/** Rows that need eyes inside; the other files of this folder have them. */
const OUTSIDE = conformCases.filter(({ id }) => !/^V1–|^S1–|^(T3|M1|M2|Y1|O1)$/.test(id));

test.each(OUTSIDE)("$id from outside ($given): $expected", ({ id }) => {
	const seen = results.filter(({ result }) => result.id === id);
	const failed = seen.filter(({ result }) => result.outcome === "failed");
	expect(failed.map(({ run, result }) => `${nameOf(run)}: ${toLine(result)}`)).toEqual([]);
	expect(seen.some(({ result }) => result.outcome === "ok")).toBe(true);
});
