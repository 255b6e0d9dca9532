/**
 * Collects keys for `delayMs` after the first and hands them over together, never more than `most` at once.
 * For hints only: `flush` may fail, then `onError` hears it and the keys are gone.
 */
export function coalesce(
	{ delayMs, most }: { delayMs: number; most: number },
	flush: (keys: string[]) => Promise<void>,
	onError: (error: unknown) => void,
) {
	let waiting = new Set<string>();

	function run() {
		const keys = [...waiting];
		waiting = new Set();
		for (let start = 0; start < keys.length; start += most) {
			flush(keys.slice(start, start + most)).catch(onError);
		}
	}

	return (key: string): void => {
		if (waiting.size === 0) setTimeout(run, delayMs);
		waiting.add(key);
	};
}
