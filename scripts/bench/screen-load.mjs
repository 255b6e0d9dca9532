// Started by screen.mjs as `node screen-load.mjs <json>`: other agents who are signed in and listen, in a process of their own,
// until it is ended. Says one line when all of them do.
import http from "node:http";
import { signIn } from "./send-sessions.mjs";

/** With `asking` each does what the screen does when it is woken: sync, and its list at most once a second. */
const { url, people, asking } = JSON.parse(process.argv[2]);
const SIGN_IN_AT_ONCE = 4;
const LIST_PAUSE_MS = 1000;
const LIST = "/api/conversations?view=all&limit=50";

const agent = new http.Agent({ keepAlive: true });
const waiting = [...people];
await Promise.all(Array.from({ length: SIGN_IN_AT_ONCE }, workOff));
console.log("ready");

async function workOff() {
	for (let person = waiting.shift(); person; person = waiting.shift()) {
		const cookie = await signIn(url, person);
		const screen = asking ? await openScreen(cookie) : () => {};
		await follow(cookie, screen);
	}
}

/** Opens the stream; `onWake` is called with each wake. */
function follow(cookie, onWake) {
	return new Promise((resolve, reject) => {
		const request = http.get(`${url}/api/live`, { headers: { cookie }, agent: false }, (response) => {
			if (response.statusCode !== 200) return reject(new Error(`no stream: ${response.statusCode}`));
			response.setEncoding("utf8").on("data", (chunk) => {
				resolve();
				if (chunk.includes("event: wake")) onWake();
			});
			response.once("end", () => process.exit(1));
		});
		request.once("error", reject);
	});
}

/** A screen's questions: one sync at a time, and exactly one more for all that came meanwhile. */
async function openScreen(cookie) {
	let { cursor } = await ask(cookie, "/api/sync");
	let running = false;
	let again = false;
	let listAt = 0;
	return async () => {
		again = true;
		if (running) return;
		running = true;
		while (again) {
			again = false;
			const answer = await ask(cookie, `/api/sync?since=${cursor}`);
			cursor = answer.cursor;
			if (answer.conversations.length > 0 && Date.now() - listAt > LIST_PAUSE_MS) {
				listAt = Date.now();
				void ask(cookie, LIST);
			}
		}
		running = false;
	};
}

function ask(cookie, path) {
	return new Promise((resolve, reject) => {
		const request = http.get(`${url}${path}`, { headers: { cookie }, agent }, (response) => {
			let body = "";
			response.setEncoding("utf8").on("data", (chunk) => {
				body += chunk;
			});
			response.once("end", () => resolve(JSON.parse(body)));
		});
		request.once("error", reject);
	});
}
