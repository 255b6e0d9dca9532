export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A storage of this browser; null on the server, and where the browser forbids it. One that is full goes without what
 * does not fit: nobody's typing stops for it.
 */
export function browserStorage(kind: "localStorage" | "sessionStorage"): KeptStorage | null {
	const storage = find(kind);
	if (!storage) return null;
	return {
		getItem: (key) => storage.getItem(key),
		setItem: (key, value) => {
			try {
				storage.setItem(key, value);
			} catch {
				// Full. An older text in its place would come back as if it were the newest.
				storage.removeItem(key);
			}
		},
		removeItem: (key) => storage.removeItem(key),
	};
}

function find(kind: "localStorage" | "sessionStorage"): Storage | null {
	try {
		return typeof window === "undefined" ? null : window[kind];
	} catch {
		return null;
	}
}
