// Started by push.mjs as `node --import tsx push-load.mjs <json>`: sends packets to one address, in a process of its own,
// so that the load generator shares no event loop with anything. The last line it prints is the result.
import autocannon from "autocannon";
import { tellResult } from "./measurement.mjs";
import { packetMaker } from "./push-packets.ts";

/**
 * `url` is the push URL, `first` the number of the first packet. With `span` the same packets come again after that many.
 * Without `rate` as much as goes through, for about `seconds` after `warmUp` requests; with it so many a second.
 */
const { url, channel, sentAt, first, span, connections, warmUp, seconds, rate } = JSON.parse(process.argv[2]);
const build = packetMaker(channel, url, sentAt);
const packet = (index) => build(first + (index % (span ?? Number.MAX_SAFE_INTEGER)));
const { origin } = new URL(url);

let used = 0;
let ready = new Map();

const warm = warmUp ? await shoot(warmUp) : { answered: 0, other: 0 };
const measured = await shoot(Math.ceil((rate ?? warm.rate) * seconds));
tellResult({
	...measured,
	answered: warm.answered + measured.answered,
	other: warm.other + measured.other,
	used,
});

/** Sends `amount` packets, built beforehand, and waits for every answer: none is left half done. */
async function shoot(amount) {
	ready = new Map(Array.from({ length: amount }, (_, index) => [used + index, packet(used + index)]));
	const times = [];
	const answers = [];
	const start = performance.now();
	const result = await new Promise((resolve, reject) => {
		const options = {
			url: origin,
			method: "POST",
			connections,
			amount,
			verifyBody: (body) => body === "success",
			requests: [{ setupRequest: (request) => ({ ...request, ...nextPacket() }) }],
			// Its correction takes one request a millisecond for the plan, whatever the rate.
			...(rate ? { overallRate: rate, ignoreCoordinatedOmission: true } : {}),
		};
		const run = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)));
		run.on("response", (_client, _status, _bytes, ms) => {
			times.push(ms);
			answers.push(performance.now() - start);
		});
	});
	times.sort((a, b) => a - b);
	return {
		answered: result["2xx"] - result.mismatches,
		other: result.non2xx + result.errors + result.mismatches,
		rate: rateOf(answers),
		p50: times[Math.floor(times.length * 0.5)],
		p99: times[Math.floor(times.length * 0.99)],
		seconds: answers.at(-1) / 1000,
	};
}

function nextPacket() {
	const next = ready.get(used) ?? packet(used);
	used += 1;
	return next;
}

/** Answers a second, without the last few, when some connections have nothing left to do. */
function rateOf(answers) {
	const count = Math.floor(answers.length * 0.98);
	return count / (answers[count - 1] / 1000);
}
