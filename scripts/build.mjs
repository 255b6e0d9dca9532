// `npm run build`: the app for production, in .next/standalone.
import "./node-version.mjs";
import { rmSync } from "node:fs";
import { buildApp } from "./app-build.mjs";
import { command } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { inProject, neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";

await command(async () => {
	prepareDataFolder(neededMb());
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	// Asked for by name, it builds even when nothing changed.
	rmSync(inProject(".next", "built-from.sha256"), { force: true });
	await step("Build", buildApp);
	console.log("\nnpm start runs it; .next/standalone/ is the app with all it needs.");
});
