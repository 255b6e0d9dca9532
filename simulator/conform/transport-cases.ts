import type { SettingsPatch } from "../settings";
import { answered, type ConformCase, describe, expectedAnswer } from "./case";
import type { Target } from "./target";

type WireFault = "wrongContentType" | "chunked" | "bom" | "staleTimestamp";

const kept = (
	id: string,
	given: string,
	settings: SettingsPatch,
	unfit?: (target: Target) => string | null,
): ConformCase => ({
	id,
	given,
	expected: expectedAnswer,
	unfit,
	run: async (context) => answered(context, await context.text(context.newCustomer(), given, settings)),
});

const disturbed = (id: string, given: string, kind: WireFault, tolerant: boolean): ConformCase => ({
	id,
	given,
	expected: tolerant ? "any answer but a 5xx" : expectedAnswer,
	run: async (context) => {
		const chat = context.newCustomer();
		const fault = { target: "push", kind, count: 1, probability: 1, openid: chat.openid } as const;
		context.world.faults.add(fault);
		const delivery = await context.text(chat, given);
		const status = delivery.attempts.at(-1)?.response?.status ?? 500;
		return tolerant ? { ok: status < 500, seen: describe(delivery) } : answered(context, delivery);
	},
});

/** F: genuine pushes that look a little different on the wire; what is not documented must not matter. */
export const transportCases: ConformCase[] = [
	kept("F.no-content-type", "a push without Content-Type", { contentType: "none" }),
	kept("F.text-plain", "a push as text/plain", { contentType: "text/plain" }),
	kept("F.no-user-agent", "a push without User-Agent and Pragma", { userAgent: "", pragma: "" }),
	kept("F.no-openid", "a push without openid in the query", { plainOpenid: false }, (target) =>
		target.mode === "plain" && target.hosting === "url" ? null : "only plain mode leaves it out",
	),
	kept("F.pretty", "line breaks between the elements", { prettyXml: true }, ({ format }) =>
		format === "xml" ? null : "only XML has elements",
	),
	disturbed("F.octets", "a push as application/octet-stream", "wrongContentType", false),
	disturbed("F.chunked", "a push in chunks, without Content-Length", "chunked", false),
	disturbed("F.bom", "a byte order mark in front of the body", "bom", true),
	disturbed("F.stale", "a timestamp twenty minutes old", "staleTimestamp", true),
];
