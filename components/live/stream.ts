import { LIVE_EVENTS } from "@/lib/live/names";
import { SECOND_MS } from "@/lib/time";

/** Something came over the live stream: at the least it is alive. */
export type LiveSignal = { name: keyof typeof LIVE_EVENTS; data: string };

const STREAM_PATH = "/api/live";
const REOPEN_MS = 3 * SECOND_MS;
/** A connection can be dead without anybody noticing; beats come every 2 s. */
const SILENCE_MS = 10 * SECOND_MS;
const LOCK = "kefu-live-leader";
const CHANNEL = "kefu-live";

/** Opens the stream, and opens it anew when it ends or falls silent. Returns how to close it. */
function openStream(onSignal: (signal: LiveSignal) => void): () => void {
	let source: EventSource;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const reopenIn = (delayMs: number) => {
		clearTimeout(timer);
		timer = setTimeout(open, delayMs);
	};
	function open(): void {
		source?.close();
		source = new EventSource(STREAM_PATH);
		reopenIn(SILENCE_MS);
		const hear = (signal: LiveSignal) => {
			reopenIn(SILENCE_MS);
			onSignal(signal);
		};
		for (const name of Object.values(LIVE_EVENTS)) {
			source.addEventListener(name, (event: MessageEvent<string>) => hear({ name, data: event.data }));
		}
		// What happened while the stream was away was not told: ask for everything.
		source.addEventListener("open", () => hear({ name: LIVE_EVENTS.resync, data: "" }));
		// After an answer that is no stream the browser does not try again by itself.
		source.addEventListener("error", () => {
			if (source.readyState === EventSource.CLOSED) reopenIn(REOPEN_MS);
		});
	}
	open();
	return () => {
		clearTimeout(timer);
		source.close();
	};
}

/**
 * Follows the stream with one connection per browser: browsers allow six per site, and every tab needs some for its
 * requests. The tab that holds the lock reads the stream and tells the others. Returns how to stop.
 */
export function followStream(onSignal: (signal: LiveSignal) => void): () => void {
	if (!("locks" in navigator)) return openStream(onSignal);
	const channel = new BroadcastChannel(CHANNEL);
	const stopped = new AbortController();
	channel.addEventListener("message", ({ data }: MessageEvent<LiveSignal>) => onSignal(data));
	let leading = false;
	const lead = () =>
		new Promise<void>((resolve) => {
			leading = true;
			// The lock may be granted in the very moment this tab leaves.
			if (stopped.signal.aborted) return resolve();
			const close = openStream((signal) => {
				onSignal(signal);
				channel.postMessage(signal);
			});
			stopped.signal.addEventListener("abort", () => {
				close();
				resolve();
			});
		});
	navigator.locks.request(LOCK, { signal: stopped.signal }, lead).catch(() => {
		// Aborted while waiting for the lock: this tab is leaving.
	});
	// The stream of another tab has long been open, and says nothing of what this one has missed.
	void navigator.locks.query().then(() => {
		if (!leading && !stopped.signal.aborted) onSignal({ name: LIVE_EVENTS.resync, data: "" });
	});
	return () => {
		stopped.abort();
		channel.close();
	};
}
