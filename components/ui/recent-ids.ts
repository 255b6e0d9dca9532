import type { KeptStorage } from "./browser-storage";

const KEPT = 12;

/** Names used lately, newest first, kept in a storage of the browser; what is not readable there counts as none. */
export function recentIds(storage: KeptStorage | null, key: string, max: number = KEPT) {
	const read = (): string[] => {
		try {
			const kept: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
			return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
		} catch {
			// Somebody else's, or broken: it begins anew.
			return [];
		}
	};
	return {
		read,
		use: (id: string): void =>
			storage?.setItem(key, JSON.stringify([id, ...read().filter((other) => other !== id)].slice(0, max))),
	};
}
