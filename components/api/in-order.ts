/** What was asked last for each key, and is not answered yet. */
const latest = new Map<string, Promise<unknown>>();

/** One after the other for the same key, whatever came of the one before: requests sent together may arrive in any order. */
export async function inOrder<T>(key: string, work: () => Promise<T>): Promise<T> {
	const mine = (latest.get(key) ?? Promise.resolve()).then(work, work);
	latest.set(key, mine);
	try {
		return await mine;
	} finally {
		if (latest.get(key) === mine) latest.delete(key);
	}
}
