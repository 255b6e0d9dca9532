import { expect, test } from "vitest";
import { inOrder } from "@/components/api/in-order";

test("of one conversation each request waits for the one before, also for a refused one; others go at once", async () => {
	const begun: string[] = [];
	const ends: Record<string, (refused?: boolean) => void> = {};
	const ask = (key: string, name: string) =>
		inOrder(key, () => {
			begun.push(name);
			return new Promise<string>((resolve, reject) => {
				ends[name] = (refused) => (refused ? reject(new Error(name)) : resolve(name));
			});
		});
	const settled = () => new Promise((resolve) => setTimeout(resolve));
	const [first, second, third] = [ask("c1", "agent"), ask("c1", "bot"), ask("c1", "close")];
	const other = ask("c2", "other");
	await settled();
	expect(begun).toEqual(["agent", "other"]);
	ends.agent?.(true);
	await expect(first).rejects.toThrow("agent");
	await settled();
	expect(begun).toEqual(["agent", "other", "bot"]);
	ends.bot?.();
	expect(await second).toBe("bot");
	await settled();
	ends.close?.();
	ends.other?.();
	expect([await third, await other]).toEqual(["close", "other"]);
});
