import { makeIfChanged } from "./fingerprint.mjs";
import { mustRunNode } from "./processes.mjs";
import { inData, inProject } from "./project.mjs";

/** Generates generated/prisma from the schema, when the schema or Prisma changed. */
export async function generatePrismaClient() {
	const made = await makeIfChanged({
		stamp: inProject("generated", "prisma.sha256"),
		sources: ["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"],
		result: inProject("generated", "prisma", "client.ts"),
		make: () =>
			mustRunNode([inProject("node_modules", "prisma", "build", "index.js"), "generate"], {
				sentence: "Prisma's client could not be generated.",
				log: inData("logs", "prisma-generate.log"),
				// Generating needs no engine, but Prisma looks for one and would download it: any executable satisfies it.
				// Never set this for `prisma migrate`, which would then do nothing and say nothing.
				env: {
					...process.env,
					PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
					PRISMA_HIDE_UPDATE_MESSAGE: "1",
				},
			}),
	});
	return made ? "" : "up to date";
}
