import { expect, test } from "vitest";
import { API_FAULTS, armedFaults, PUSH_FAULTS, toFault } from "@/components/simulator/next-faults";
import type { Fault } from "@/components/simulator/simulator-wire";
import { faultSchema } from "@/simulator/faults";

const chat = { appId: "wx1", openid: "o1" };
const all = [...API_FAULTS, ...PUSH_FAULTS];

test.each(all)("the simulator takes the fault %s, once and for this chat only", (name) => {
	expect(faultSchema.parse(toFault(name, chat))).toMatchObject({ appid: "wx1", openid: "o1", count: 1 });
});

test.each(all)("the fault %s is recognised while it has not struck", (name) => {
	const listed: Fault = { ...faultSchema.parse(toFault(name, chat)), id: 7 };
	expect([...armedFaults([listed], chat)]).toEqual([[name, 7]]);
});

test("a fault of another customer is none of this chat", () => {
	const listed = { ...toFault("45047", { appId: "wx1", openid: "o2" }), id: 7 } as Fault;
	expect(armedFaults([listed], chat).size).toBe(0);
});

test("faults that others have set are left alone", () => {
	const others = [
		{ id: 1, target: "api", kind: "html", appid: "wx1", openid: "o1" },
		{ id: 2, target: "api", kind: "errcode", errcode: 48001, appid: "wx1", openid: "o1" },
	] as Fault[];
	expect(armedFaults(others, chat).size).toBe(0);
});
