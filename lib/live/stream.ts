import { isListening, listen } from "@/lib/live/hub";
import { LIVE_BEAT_MS, LIVE_EVENTS } from "@/lib/live/names";

/** Behind a connection that is dead and does not know it yet, words are not piled up for ever. */
const UNREAD_MOST = 500;

/**
 * The body of `GET /api/live`: server-sent events. A beat every 2 s while the process hears Postgres; when it does not,
 * the beat stops and the screen knows within 5 s that it is not live. Ends for a reader that has long stopped reading.
 */
export function liveStream(signal: AbortSignal): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let stop = () => {};
	return new ReadableStream({
		start(controller) {
			const send = (event: string, data: unknown) => {
				controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
				if ((controller.desiredSize ?? 0) < -UNREAD_MOST) end();
			};
			let stopped = false;
			stop = () => {
				stopped = true;
				clearInterval(beat);
				unlisten();
			};
			const end = () => {
				if (stopped) return;
				stop();
				controller.close();
			};
			const unlisten = listen({
				wake: (wake) => send(LIVE_EVENTS.wake, wake),
				team: (hint) => send(LIVE_EVENTS.team, hint),
				resync: () => send(LIVE_EVENTS.resync, {}),
				end,
			});
			const beat = setInterval(() => isListening() && send(LIVE_EVENTS.beat, {}), LIVE_BEAT_MS);
			signal.addEventListener("abort", end);
			send(LIVE_EVENTS.beat, {});
			if (signal.aborted) end();
		},
		cancel: () => stop(),
	});
}
