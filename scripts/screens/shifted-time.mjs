// Loaded into app and simulator before anything else: they live at the time of the pictures. How far that is from the real
// time, in milliseconds, stands in the file SCREENS_SHIFT_FILE and may change while they run.
import { readFileSync } from "node:fs";
import http from "node:http";

const READ_EVERY_MS = 20;
const file = process.env.SCREENS_SHIFT_FILE;
let shiftMs = read();
setInterval(() => {
	shiftMs = read();
}, READ_EVERY_MS).unref();

const RealDate = Date;
const now = () => RealDate.now() + shiftMs;
globalThis.Date = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
	apply: () => new RealDate(now()).toString(),
	get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

// Node writes this header by a clock of its own; screens set theirs by it.
const { writeHead } = http.ServerResponse.prototype;
http.ServerResponse.prototype.writeHead = function (...args) {
	if (!this.headersSent) this.setHeader("Date", new Date().toUTCString());
	return writeHead.apply(this, args);
};

function read() {
	return Number(readFileSync(file, "utf8")) || 0;
}
