// `npm run simulator -- …`: only the simulated WeChat, for a server of your own; `-- conform …` tests a push URL; `--help` tells.
import "./node-version.mjs";
import { command } from "./command.mjs";
import { installPackages, packagesAreInstalled } from "./packages.mjs";
import { portFromEnv } from "./ports.mjs";
import { runNode } from "./processes.mjs";
import { inProject, neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";

await command(
	async () => {
		if (!packagesAreInstalled()) {
			prepareDataFolder(neededMb());
			await step("Packages", installPackages);
		}
		const given = process.argv.slice(2);
		const portless = given[0] === "conform" || given.some((argument) => argument.startsWith("--port"));
		const port = portless ? [] : ["--port", String(portFromEnv("SIMULATOR_PORT", 4010))];
		return runNode(["--import", "tsx", inProject("simulator", "main.ts"), ...given, ...port]);
	},
	{ signalCode: 0 },
);
