/** Keeps the newest `capacity` entries in the order they came; older ones are forgotten. */
export interface Ring<T> {
	push(entry: T): void;
	/** Oldest first. */
	list(): T[];
	clear(): void;
}

export function createRing<T>(capacity: number): Ring<T> {
	let entries: T[] = [];
	let start = 0;
	return {
		push: (entry) => {
			if (entries.length < capacity) {
				entries.push(entry);
				return;
			}
			entries[start] = entry;
			start = (start + 1) % capacity;
		},
		list: () => [...entries.slice(start), ...entries.slice(0, start)],
		clear: () => {
			entries = [];
			start = 0;
		},
	};
}
