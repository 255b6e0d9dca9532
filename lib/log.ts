/** The process's log: JSON lines, secrets removed wherever they may stand. */
import pino from "pino";

/** Keys whose values never reach a log, at any of the first three levels. */
const SECRET_KEYS = [
	"password",
	"passwordHash",
	"token",
	"accessToken",
	"access_token",
	"appSecret",
	"secret",
	"encodingAesKey",
	"authorization",
	"cookie",
];

export const log = pino({
	level: process.env.LOG_LEVEL || "info",
	base: null,
	timestamp: pino.stdTimeFunctions.isoTime,
	redact: {
		paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
		censor: "[removed]",
	},
});
