import { setTimeout as pause } from "node:timers/promises";
import type { Scope } from "@/lib/conversations/scope";
import { sync } from "@/lib/conversations/sync";

/**
 * A cursor after which only what is changed from now on is told, once. An ordinary one may tell again what came before it, while
 * any older transaction runs on the server, be it another test file's. Begins at the cursor `from`, when given.
 */
export async function settledCursor(scope: Scope, from?: string): Promise<string> {
	let cursor = from ?? (await sync(scope, {}, new Date())).cursor;
	for (;;) {
		const answer = await sync(scope, { since: cursor }, new Date());
		if (answer.conversations.length === 0 && !answer.reset) return answer.cursor;
		cursor = answer.cursor;
		await pause(20);
	}
}
