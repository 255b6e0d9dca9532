import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inProject } from "./project.mjs";

/**
 * Does `make` unless what it made is newer than its sources: `stamp` holds the digest of the sources it was made from,
 * and is written only after `make` succeeded.
 * @param {{ stamp: string, sources: string[], result: string, make: () => Promise<void> }} task
 * @returns {Promise<boolean>} whether something was made
 */
export async function makeIfChanged({ stamp, sources, result, make }) {
	const wanted = digestOf(sources);
	if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
	rmSync(stamp, { force: true });
	await make();
	mkdirSync(path.dirname(stamp), { recursive: true });
	writeFileSync(stamp, wanted);
	return true;
}

/** One digest of the names and bytes of all files under `places` (relative to the clone), whatever their dates. */
function digestOf(places) {
	const hash = createHash("sha256");
	for (const file of places.flatMap(filesUnder))
		hash
			.update(`${file}\0`)
			.update(readFileSync(inProject(file)))
			.update("\0");
	return hash.digest("hex");
}

function filesUnder(place) {
	const absolute = inProject(place);
	if (!existsSync(absolute)) return [];
	if (statSync(absolute).isFile()) return [place];
	return readdirSync(absolute)
		.sort()
		.flatMap((name) => filesUnder(`${place}/${name}`));
}
