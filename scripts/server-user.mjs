import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, mkdirSync } from "node:fs";
import { Refusal } from "./command.mjs";

/**
 * The user a database server runs as: undefined (ourselves) for an ordinary user. PostgreSQL refuses to run as root,
 * so root lends it `postgres` where that user exists, else `nobody`.
 * @returns {{ uid: number, gid: number } | undefined}
 */
export function serverUser() {
	if (process.getuid?.() !== 0) return undefined;
	const user = ["postgres", "nobody"].map(lookUp).find(Boolean);
	if (!user)
		throw new Refusal("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` here.");
	return user;
}

/** Whether `user` can walk to `path` and use what is there (`flags` of test(1), each must hold). */
export function canUse(path, user, ...flags) {
	return flags.every((flag) => spawnSync("test", [flag, path], { ...user, cwd: "/" }).status === 0);
}

/** Makes a folder only `user` can look into. */
export function makePrivateFolder(path, user) {
	mkdirSync(path, { recursive: true, mode: 0o700 });
	if (user) chownSync(path, user.uid, user.gid);
}

function lookUp(name) {
	const id = (flag) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
	try {
		return { uid: id("-u"), gid: id("-g") };
	} catch {
		return undefined;
	}
}
