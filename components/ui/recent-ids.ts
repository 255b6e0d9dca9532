const KEPT = 12;

/** Names used lately, newest first, kept in a storage of the browser; what is not readable there counts as none. */
export function recentIds(storage: Pick<Storage, "getItem" | "setItem">, key: string) {
	const read = (): string[] => {
		try {
			const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
			return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
		} catch {
			// Somebody else's, or broken: it begins anew.
			return [];
		}
	};
	return {
		read,
		use: (id: string): void =>
			storage.setItem(key, JSON.stringify([id, ...read().filter((other) => other !== id)].slice(0, KEPT))),
	};
}
