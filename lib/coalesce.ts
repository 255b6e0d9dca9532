/**
 * Collects keys for `delayMs` after the first and hands them over together, never more than `most` at once, and one batch
 * after the other: a `flush` that hangs keeps what it holds, and no more. For hints only: `flush` may fail, then `onError`
 * hears it and the keys are gone.
 */
export function coalesce(
	{ delayMs, most }: { delayMs: number; most: number },
	flush: (keys: string[]) => Promise<void>,
	onError: (error: unknown) => void,
) {
	let waiting = new Set<string>();
	let isFlushing = false;

	async function run(): Promise<void> {
		const keys = [...waiting];
		waiting = new Set();
		isFlushing = true;
		for (let start = 0; start < keys.length; start += most) {
			await flush(keys.slice(start, start + most)).catch(onError);
		}
		isFlushing = false;
		if (waiting.size > 0) setTimeout(run, delayMs);
	}

	return (key: string): void => {
		if (waiting.size === 0 && !isFlushing) setTimeout(run, delayMs);
		waiting.add(key);
	};
}
