// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { route } from "@/lib/http";
import { holdDatabaseLine } from "@/tests/support/database-line";
import { makeAgent } from "@/tests/support/desk";
import { cookieOf, within } from "@/tests/support/request-scope";

const line = await holdDatabaseLine();
const whoAmI = route({}, async ({ agent }) => ({ name: agent.name }));

test("while the database is gone nobody is signed out: 503, and the same cookie is good again afterwards", async () => {
	const { agent } = await makeAgent("林晓");
	const request = new Request("http://127.0.0.1:3000/api/x", {
		headers: { cookie: await cookieOf(agent.id) },
	});
	const ask = async () => {
		const answer = await within(whoAmI, request, { params: Promise.resolve({}) });
		return { status: answer.status, ...(await answer.json()) };
	};
	expect(await ask()).toEqual({ status: 200, name: "林晓" });

	line.cut();
	expect(await ask()).toMatchObject({ status: 503, error: { code: "database_unavailable" } });
	const session = await authOptions().callbacks?.session?.({
		session: { expires: "2099-01-01T00:00:00Z", agent: null },
		token: { sub: agent.id, version: 1 },
	} as never);
	// What is thrown here, next-auth answers by taking the cookie away.
	expect(session).toMatchObject({ agent: null, unavailable: true });

	await line.mend();
	await expect.poll(ask).toEqual({ status: 200, name: "林晓" });
});
