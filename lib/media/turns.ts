/** Lets `most` pieces of work run at once in this process; the others wait in their order. */
export function turns(most: number) {
	let running = 0;
	const waiting: (() => void)[] = [];
	return async <Result>(work: () => Promise<Result>): Promise<Result> => {
		if (running >= most) await new Promise<void>((go) => waiting.push(go));
		else running += 1;
		try {
			return await work();
		} finally {
			// A turn is handed on without being given back, so that nobody slips in between.
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
