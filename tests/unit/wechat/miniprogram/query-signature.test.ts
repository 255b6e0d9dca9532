/** The cheap look at a query before the body is read. */
import { expect, test } from "vitest";
import { verifyQuerySignature } from "@/lib/wechat/miniprogram/push";
import { PLAIN, plainPush, SAFE, sealedPush, textXml } from "@/tests/unit/wechat/pushes";

const good = plainPush(textXml("hi")).query;
const changed = (change: (query: URLSearchParams) => void): URLSearchParams => {
	const query = new URLSearchParams(good);
	change(query);
	return query;
};

test("the query of a push is WeChat's, in every mode", () => {
	expect(verifyQuerySignature(good, PLAIN)).toBe(true);
	expect(verifyQuerySignature(sealedPush(textXml("hi")).query, SAFE)).toBe(true);
});

test.each([
	["of another token", plainPush("", { ...PLAIN, token: "BBBBB" }).query],
	["with a wrong signature", changed((query) => query.set("signature", "0".repeat(40)))],
	["with an upper-case signature", changed((query) => query.set("signature", "F".repeat(40)))],
	["with another timestamp", changed((query) => query.set("timestamp", "1714112446"))],
	["with another nonce", changed((query) => query.set("nonce", "1"))],
	["with nothing", new URLSearchParams()],
	...["signature", "timestamp", "nonce"].flatMap((name): [string, URLSearchParams][] => [
		[`without ${name}`, changed((query) => query.delete(name))],
		[`with an empty ${name}`, changed((query) => query.set(name, ""))],
		[`with ${name} twice`, changed((query) => query.append(name, query.get(name) ?? ""))],
	]),
] satisfies [string, URLSearchParams][])("a query %s is not, and nothing is thrown", (_, query) => {
	expect(verifyQuerySignature(query, PLAIN)).toBe(false);
});
