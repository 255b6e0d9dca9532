const live = process.stdout.isTTY === true;
const FIRST_SIGN_SECONDS = 3;
const NEXT_SIGN_SECONDS = 10;

/**
 * Runs one step of a command and says so: its title, the seconds so far while it lasts (in place on a terminal, now and
 * then in a log), and at the end how long it took. `work` may tell what it is at, and may return a remark.
 * @param {string} title
 * @param {(tell: (detail: string) => void) => Promise<string | void> | string | void} work
 */
export async function step(title, work) {
	const start = Date.now();
	let detail = "";
	let seconds = 0;
	const timer = setInterval(() => {
		seconds++;
		if (live) show(`  … ${title}  ${seconds} s  ${detail}`);
		else if (isTimeForASign(seconds)) console.log(`  … ${title}  ${seconds} s  ${detail}`.trimEnd());
	}, 1000);
	const tell = (text) => {
		detail = text;
		if (live) show(`  … ${title}  ${seconds} s  ${detail}`);
	};
	let sign = "✗";
	let remark;
	try {
		tell("");
		remark = await work(tell);
		sign = "✓";
	} finally {
		clearInterval(timer);
		if (live) show("");
		const took = ((Date.now() - start) / 1000).toFixed(1);
		console.log(`  ${sign} ${title.padEnd(28)} ${`${took} s`.padStart(8)}${remark ? `   ${remark}` : ""}`);
	}
}

const isTimeForASign = (seconds) =>
	seconds === FIRST_SIGN_SECONDS || (seconds > 0 && seconds % NEXT_SIGN_SECONDS === 0);

/** Writes over the current line of the terminal. */
function show(text) {
	process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
}
