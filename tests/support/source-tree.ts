/** Our own source as text: which files there are, and what each imports. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

export interface SourceFile {
	/** From the root of the clone, with slashes. */
	path: string;
	text: string;
	/** Paths of our files without ending, and names of packages. `late`: by `import()`, when the code gets there. */
	imports: { target: string; ours: boolean; typeOnly: boolean; late: boolean }[];
}

const root = path.resolve(import.meta.dirname, "../..");

const IMPORT =
	/(?:^|[\n;])\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["'`]([^"'`]+)["'`]\s*\)/g;

/** All files under `places`, of any kind; a place may be a file, and need not exist. */
export function listFiles(...places: string[]): string[] {
	return places.flatMap((place) => {
		const absolute = path.join(root, place);
		if (!existsSync(absolute)) return [];
		if (statSync(absolute).isFile()) return [place];
		return readdirSync(absolute, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
	});
}

/** The TypeScript and JavaScript files under `places`, read. */
export function readSources(...places: string[]): SourceFile[] {
	return listFiles(...places)
		.filter((file) => /\.(tsx?|mjs)$/.test(file))
		.map((file) => {
			const text = readFileSync(path.join(root, file), "utf8");
			return { path: file, text, imports: [...importsOf(file, text)] };
		});
}

function* importsOf(file: string, text: string): Generator<SourceFile["imports"][number]> {
	for (const [, type, fixed, dynamic] of text.matchAll(IMPORT)) {
		const specifier = fixed ?? dynamic ?? "";
		const ours = specifier.startsWith("@/") || specifier.startsWith(".");
		const target = ours ? resolve(file, specifier) : specifier;
		yield { target, ours, typeOnly: type !== undefined, late: dynamic !== undefined };
	}
}

function resolve(file: string, specifier: string): string {
	const target = specifier.startsWith("@/")
		? specifier.slice(2)
		: path.posix.join(path.posix.dirname(file), specifier);
	return target.replace(/\.(tsx?|mjs)$/, "");
}
