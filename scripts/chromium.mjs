import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./command.mjs";
import { run, runNode } from "./processes.mjs";
import { inData, inProject } from "./project.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** No sandbox as root, where Chromium has none, and no calls home. */
export const chromiumArguments = [
	...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
	"--disable-quic",
];

/** Path of a Chromium installed on this machine, or of CHROMIUM_PATH; undefined when there is none. */
export function findChromium() {
	const wanted = process.env.CHROMIUM_PATH;
	if (wanted) return wanted;
	const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"];
	return [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), MAC].find(
		isExecutable,
	);
}

/**
 * Makes sure that a Chromium starts, and sets CHROMIUM_PATH for the browser tests unless it is Playwright's own. Tried in
 * turn: CHROMIUM_PATH, one of this machine, Playwright's own, Debian's package.
 * @returns {Promise<string>} a remark for the step
 */
export async function installChromium(tell) {
	const wanted = process.env.CHROMIUM_PATH;
	if (wanted && !existsSync(wanted))
		throw new Refusal(`CHROMIUM_PATH names a file that does not exist: ${wanted}`);
	const log = inData("logs", "chromium.log");
	const found = findChromium();
	if (found && (await starts(found, log))) return use(found);
	if (wanted) throw new Refusal(`The Chromium of CHROMIUM_PATH does not start: ${wanted} (see ${log}).`);
	if (await starts(undefined, log)) return "Playwright's own";

	tell("downloading Playwright's own");
	const cli = inProject("node_modules", "@playwright", "test", "cli.js");
	const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "8000" };
	const code = await runNode([cli, "install", "chromium"], { log, env });
	if (code === 0 && (await starts(undefined, log))) return "Playwright's own";

	if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
		tell("installing Debian's package");
		await installDebianPackage(log);
		const installed = findChromium();
		if (installed && (await starts(installed, log))) return use(installed);
	}
	throw new Refusal(
		`No Chromium for the browser tests: none is installed, and none could be downloaded (${log}).\nInstall one (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH.`,
	);
}

function use(file) {
	process.env.CHROMIUM_PATH = file;
	return file;
}

/** Whether Playwright can open a page with it: a stub, or one that lacks libraries, cannot. */
async function starts(executablePath, log) {
	const options = JSON.stringify({ executablePath, args: chromiumArguments });
	const program = `import { chromium } from "@playwright/test";
		const browser = await chromium.launch(${options});
		await browser.newPage();
		await browser.close();`;
	return (await runNode(["--input-type=module", "--eval", program], { log })) === 0;
}

async function installDebianPackage(log) {
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const install = (...names) =>
		run("apt-get", ["install", "-y", "--no-install-recommends", ...names], { log, env });
	await run("apt-get", ["update"], { log, env });
	await install("chromium");
	// Without them Chinese text is drawn as boxes; the tests hold all the same.
	await install("fonts-noto-cjk");
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
