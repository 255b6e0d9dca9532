export interface OnDemandCode<Code> {
	/** Null until it has come. */
	now: () => Code | null;
	/** Never throws: null when it could not be had. */
	load: () => Promise<Code | null>;
	/** It has come with the page itself: there is nothing to ask for. */
	bring: (brought: Code) => void;
	/** Told when it has come. */
	subscribe: (onCome: () => void) => () => void;
}

/** Code that is loaded when it is wanted first, kept from then on, and asked for again after a failure. */
export function onDemandCode<Code>(ask: () => Promise<Code>): OnDemandCode<Code> {
	let code: Code | null = null;
	let coming: Promise<Code | null> | null = null;
	const waiting = new Set<() => void>();
	async function fetch(): Promise<Code | null> {
		try {
			code = await ask();
		} catch {
			coming = null;
			return null;
		}
		for (const onCome of waiting) onCome();
		return code;
	}
	return {
		now: () => code,
		load: () => {
			coming ??= fetch();
			return coming;
		},
		bring: (brought) => {
			code = brought;
			coming = Promise.resolve(brought);
		},
		subscribe: (onCome) => {
			waiting.add(onCome);
			return () => waiting.delete(onCome);
		},
	};
}
