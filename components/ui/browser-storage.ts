export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A storage of this browser; null on the server, and where the browser forbids it. One that is full goes without what
 * does not fit: nobody's typing stops for it. Each `owner` has one of their own in it.
 */
export function browserStorage(kind: "localStorage" | "sessionStorage", owner?: string): KeptStorage | null {
	const storage = find(kind);
	if (!storage) return null;
	const own = (key: string) => (owner ? `${key}@${owner}` : key);
	return {
		getItem: (key) => storage.getItem(own(key)),
		setItem: (key, value) => {
			try {
				storage.setItem(own(key), value);
			} catch {
				// Full. An older text in its place would come back as if it were the newest.
				storage.removeItem(own(key));
			}
		},
		removeItem: (key) => storage.removeItem(own(key)),
	};
}

function find(kind: "localStorage" | "sessionStorage"): Storage | null {
	try {
		return typeof window === "undefined" ? null : window[kind];
	} catch {
		return null;
	}
}
