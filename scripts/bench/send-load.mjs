// Started by send.mjs as `node send-load.mjs <json>`: agents who reply, in a process of its own, so that they share no event
// loop with anything. The last line it prints is the result.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { tellResult } from "./measurement.mjs";

/**
 * Each of `conversations` is `{ id, cookies }`. So many `lanes` work at once, each on conversations of its own, and go over them
 * `visits` times; at each visit they write `burst` replies, the next as soon as the one before is answered with 201. `gapMs` is
 * waited after each visit.
 */
const { url, round, conversations, lanes, visits, burst, gapMs } = JSON.parse(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: lanes });
const posted = [];

await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
agent.destroy();
tellResult({ posted });

async function work(lane) {
	const mine = conversations.filter((_, index) => index % lanes === lane);
	for (let visit = 0; visit < visits; visit++) {
		for (const conversation of mine) {
			for (let reply = 0; reply < burst; reply++) {
				await write(
					conversation,
					`${round}.${visit}.${reply} 您好，已为您查到：包裹今天下午送达，请留意电话。`,
				);
			}
			if (gapMs > 0) await sleep(gapMs);
		}
	}
}

async function write({ id, cookies }, text) {
	const at = Date.now();
	const begun = performance.now();
	const status = await post(`${url}/api/conversations/${id}/messages`, cookies, {
		clientKey: randomUUID(),
		type: "text",
		text,
	});
	posted.push({ conversation: id, text, at, status, answeredMs: performance.now() - begun });
}

/** @returns {Promise<number | string>} the status, or why there is none */
function post(address, cookies, body) {
	return new Promise((resolve) => {
		const headers = { cookie: cookies, "content-type": "application/json" };
		const request = http.request(address, { method: "POST", headers, agent }, (response) => {
			response.resume();
			response.once("end", () => resolve(response.statusCode));
		});
		request.once("error", (error) => resolve(error.message));
		request.end(JSON.stringify(body));
	});
}
