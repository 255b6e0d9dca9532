// `npm run screens`: every screen of the design that exists, from the running app, into docs/screens, in both themes.
// `npm run screens -- composer simulator`: only those whose names begin so. Times, ids and texts are the same in every run.
import "./node-version.mjs";
import { rmSync } from "node:fs";
import { buildApp } from "./app-build.mjs";
import { installChromium } from "./chromium.mjs";
import { command, Refusal } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { generatePrismaClient } from "./prisma-client.mjs";
import { neededMb, prepareDataFolder } from "./project.mjs";
import { step } from "./steps.mjs";

const beginnings = process.argv.slice(2);

await command(async () => {
	prepareDataFolder(neededMb());
	await step("Packages", installPackages);
	await step("Prisma client", generatePrismaClient);
	await step("Chromium", installChromium);
	await step("Build", buildApp);
	const { screens } = await import("./screens/screens.mjs");
	const wanted = screens.filter(({ name }) => isWanted(name));
	if (wanted.length === 0) throw new Refusal(`No screen's name begins with ${beginnings.join(" or ")}.`);
	const camera = await setUp();
	const results = await takeAll(camera, wanted);
	const { writeContents } = await import("./screens/contents.mjs");
	if (beginnings.length === 0) writeContents(results);
	return results.some(({ trouble }) => trouble) ? 1 : 0;
});

function isWanted(name) {
	return beginnings.length === 0 || beginnings.some((beginning) => name.startsWith(beginning));
}

async function setUp() {
	const { openDesk } = await import("./screens/desk.mjs");
	const { signInPeople } = await import("./screens/people.mjs");
	const { playStory } = await import("./screens/story.mjs");
	const { openCamera } = await import("./screens/camera.mjs");
	let desk;
	let people;
	let customers;
	await step("Servers", async () => {
		desk = await openDesk();
	});
	await step("Story", async (tell) => {
		await desk.seed();
		people = await signInPeople(desk);
		customers = await playStory(desk, people, tell);
	});
	const camera = await openCamera(desk, people, customers);
	if (camera.fontsMissing)
		console.log("\nNo Chinese font: characters are drawn as boxes. Debian: apt-get install fonts-noto-cjk\n");
	return camera;
}

/** One after the other; what fails is told, and the rest goes on. */
async function takeAll(camera, screens) {
	const { folder } = await import("./screens/camera.mjs");
	const results = [];
	for (const screen of screens) {
		for (const ending of ["", "-dark"]) rmSync(`${folder}/${screen.name}${ending}.png`, { force: true });
		let result;
		try {
			result = await camera.take(screen);
			const told = result.skipped
				? `– ${screen.name}: the product has not got ${result.skipped}`
				: `✓ ${screen.name}`;
			console.log(`  ${told}`);
		} catch (error) {
			result = { files: [], trouble: error };
			console.log(`  ✗ ${screen.name}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
		}
		results.push({ ...screen, ...result });
	}
	return results;
}
