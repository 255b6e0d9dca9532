import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConformCase, Seen } from "./case";
import type { ConformContext } from "./context";

const isHere = (url: string): boolean => /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname);

/** A picture whose link leads to a port of this machine that nobody should ask. */
async function luring({ target, newCustomer, message }: ConformContext): Promise<Seen> {
	let asked = () => {};
	const bitten = new Promise<void>((resolve) => {
		asked = resolve;
	});
	const lure = createServer((_request, response) => {
		asked();
		response.end("secret");
	});
	await new Promise<void>((resolve) => lure.listen(0, "127.0.0.1", resolve));
	try {
		const PicUrl = `http://127.0.0.1:${(lure.address() as AddressInfo).port}/latest/meta-data/`;
		const fields = { PicUrl, MediaId: "a-media-id-nobody-has" };
		await message(newCustomer(), { type: "image", fields, shown: {} });
		const quiet = sleep(target.quietMs, "quiet", { ref: false });
		const fetched = (await Promise.race([bitten.then(() => "fetched"), quiet])) === "fetched";
		const waited = `not fetched within ${target.quietMs} ms`;
		return { ok: !fetched, seen: fetched ? "fetched from 127.0.0.1" : waited };
	} finally {
		lure.closeAllConnections();
		lure.close();
	}
}

/** M3: the one row about pictures that can be seen from outside. */
export const pictureCases: ConformCase[] = [
	{
		id: "M3",
		given: "a picture whose PicUrl leads to a private address",
		expected: "not fetched",
		unfit: ({ url }) => (isHere(url) ? null : "only seen when the door is on this machine"),
		run: luring,
	},
];
