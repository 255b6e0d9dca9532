import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { outside } from "./postgres-binaries.mjs";
import { commandLine } from "./processes.mjs";
import { inData } from "./project.mjs";
import { canUse, makePrivateFolder, serverUser } from "./server-user.mjs";

/** Named for the process it serves. */
const PASSING = /^kefu-console-(\d+)-/;

/**
 * A folder for data that last, `.data/<name>` or what that links to; `postgres` has those of demo and dev. Root's server runs
 * as another user; when that user cannot walk to `.data`, the data are put under /var/lib and `.data/<name>` links there.
 */
export function lastingDataFolder(name = "postgres") {
	const place = inData(name);
	if (existsSync(place)) return realpathSync(place);
	const user = serverUser();
	if (!user || canUse(inData(), user, "-x")) return place;
	const reachable = outside(randomBytes(6).toString("hex"));
	makePrivateFolder(reachable, user);
	// A link whose target somebody removed is still in the way.
	rmSync(place, { force: true });
	symlinkSync(reachable, place);
	return reachable;
}

/**
 * A new empty folder for data nobody will miss, where the server's user can walk to. The caller removes it; what callers
 * that were killed left behind is removed here.
 */
export function passingFolder() {
	const user = serverUser();
	const base =
		[os.tmpdir(), "/tmp", "/var/tmp"].find((folder) => !user || canUse(folder, user, "-x", "-d")) ?? "/tmp";
	removeLeftOvers(base);
	const folder = realpathSync(mkdtempSync(path.join(base, `kefu-console-${process.pid}-`)));
	makePrivateFolder(folder, user);
	return folder;
}

function removeLeftOvers(base) {
	const me = process.getuid?.();
	for (const name of readdirSync(base)) {
		const folder = path.join(base, name);
		const [, owner] = name.match(PASSING) ?? [];
		if (!owner || commandLine(owner)) continue;
		if (me === 0 || statSync(folder).uid === me) rmSync(folder, { recursive: true, force: true });
	}
}
