import { attackCases } from "./attack-cases";
import type { ConformCase } from "./case";
import { eventCases } from "./event-cases";
import { messageCases } from "./message-cases";
import { pictureCases } from "./picture-case";
import { repeatCases } from "./repeat-cases";
import { transferCases } from "./transfer-cases";
import { transportCases } from "./transport-cases";
import { urlCases } from "./url-cases";

/** Rows that only a test with eyes inside the server can judge; they are told so that nobody thinks they passed. */
const INSIDE: [id: string, given: string, expected: string][] = [
	["V1–V10", "the published vectors", "reproduced bit for bit by the server's own code"],
	["T3", "an agent of the tool has the session", "no push comes; the server says so and invents nothing"],
	["S1–S12", "the server sends", "windows, tokens, retries and order as WeChat wants them"],
	["M1", "a picture", "fetched at once and shown after its link died"],
	["M2", "an error of media/get as text/plain", "not taken for a picture"],
	["Y1", "the typing indicator", "its errors are seen by nobody"],
	["O1", "replies of the official tool and of the API", "in the right order"],
];

const inside = ([id, given, expected]: (typeof INSIDE)[number]): ConformCase => ({
	id,
	given,
	expected,
	unfit: () => "cannot be seen from the push URL",
	run: () => Promise.reject(new Error(`${id} cannot be run from outside`)),
});

/** The conformance list, in the order it is run: attacks late, because a door that falls there would fail everything else. */
export const conformCases: ConformCase[] = [
	...urlCases,
	...messageCases,
	...repeatCases,
	...eventCases,
	...transportCases,
	...transferCases,
	...attackCases,
	...pictureCases,
	...INSIDE.map(inside),
];
