import { cpSync, mkdirSync, rmSync } from "node:fs";
import { npmCi, packagesAreInstalled } from "../packages.mjs";
import { inData, inProject } from "../project.mjs";

const LOG = () => inData("logs", "lighthouse.log");

/**
 * Lighthouse with all it needs, installed into `.data/lighthouse` as scripts/bench/lighthouse says: two hundred packages that
 * no clone shall carry for one figure.
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function installLighthouse() {
	const folder = inData("lighthouse");
	const lock = inProject("scripts", "bench", "lighthouse", "package-lock.json");
	if (packagesAreInstalled(lock, `${folder}/node_modules`)) return { folder };
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	cpSync(inProject("scripts", "bench", "lighthouse"), folder, { recursive: true });
	const code = await npmCi({ log: LOG(), cwd: folder });
	return code === 0 ? { folder } : { missing: `Lighthouse could not be installed (${LOG()})` };
}
