const LOOK_EVERY_MS = 250;

/**
 * Ends this process, as SIGTERM does, when the npm that runs it is gone: npm passes a SIGTERM on to its shell only, and
 * the shell dies without a word to us. Started without npm, nothing is watched: then whoever started us may go.
 */
export function endWithNpm() {
	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		process.kill(process.pid, "SIGTERM");
	}, LOOK_EVERY_MS);
	timer.unref();
}
