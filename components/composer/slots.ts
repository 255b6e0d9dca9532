/** A function that runs what it is given, at most `count` at once; the others wait their turn. */
export function createSlots(count: number) {
	let free = count;
	const waiting: (() => void)[] = [];
	return async <Result>(work: () => Promise<Result>): Promise<Result> => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			// The slot is handed on, so that nobody slips in between.
			if (next) next();
			else free++;
		}
	};
}
