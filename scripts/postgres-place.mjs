import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { OUTSIDE } from "./postgres-binaries.mjs";
import { inData } from "./project.mjs";
import { canUse, makePrivateFolder, serverUser } from "./server-user.mjs";

/**
 * The folder for the data of demo and dev: `.data/postgres`, or what that links to. Root's server runs as another user;
 * when that user cannot walk to `.data`, the data are put under `OUTSIDE` and `.data/postgres` links there.
 */
export function lastingDataFolder() {
	const place = inData("postgres");
	if (existsSync(place)) return realpathSync(place);
	const user = serverUser();
	if (!user || canUse(inData(), user, "-x")) return place;
	mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 });
	const outside = path.join(OUTSIDE, randomBytes(6).toString("hex"));
	makePrivateFolder(outside, user);
	// A link whose target somebody removed is still in the way.
	rmSync(place, { force: true });
	symlinkSync(outside, place);
	return outside;
}

/** A new empty folder for data nobody will miss, where the server's user can walk to. The caller removes it. */
export function passingFolder() {
	const user = serverUser();
	const base = [os.tmpdir(), "/tmp", "/var/tmp"].find((folder) => !user || canUse(folder, user, "-x", "-d"));
	const folder = realpathSync(mkdtempSync(path.join(base ?? os.tmpdir(), "kefu-console-test-")));
	makePrivateFolder(folder, user);
	return folder;
}
