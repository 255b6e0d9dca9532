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
	const { emptyDeskScreens, screens } = await import("./screens/screens.mjs");
	const first = emptyDeskScreens.filter(({ name }) => isWanted(name));
	const wanted = screens.filter(({ name }) => isWanted(name));
	if (first.length + wanted.length === 0)
		throw new Refusal(`No screen's name begins with ${beginnings.join(" or ")}.`);
	const { desk, people } = await openDesk();
	const { openCamera } = await import("./screens/camera.mjs");
	const results = await takeAll(await openCamera(desk, people, {}), first);
	const customers = await playStory(desk, people);
	const camera = await openCamera(desk, people, customers);
	results.push(...(await takeAll(camera, wanted)));
	if (camera.fontsMissing)
		console.log("\nNo Chinese font: characters are drawn as boxes. Debian: apt-get install fonts-noto-cjk\n");
	const { writeContents } = await import("./screens/contents.mjs");
	if (beginnings.length === 0) writeContents(results);
	return results.some(({ trouble }) => trouble) ? 1 : 0;
});

function isWanted(name) {
	return beginnings.length === 0 || beginnings.some((beginning) => name.startsWith(beginning));
}

async function openDesk() {
	const { openDesk } = await import("./screens/desk.mjs");
	const { signInPeople } = await import("./screens/people.mjs");
	let desk;
	let people;
	await step("Servers", async () => {
		desk = await openDesk();
		await desk.seedPeople();
		people = await signInPeople(desk);
	});
	return { desk, people };
}

async function playStory(desk, people) {
	const { playStory } = await import("./screens/story.mjs");
	let customers;
	await step("Story", async (tell) => {
		await desk.seedChannels();
		customers = await playStory(desk, people, tell);
	});
	return customers;
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
