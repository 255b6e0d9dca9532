import { expect, test } from "vitest";
import { assignOptions } from "@/components/team/assign-options";
import { companyOf } from "@/components/team/company";
import { standingLook } from "@/components/team/standing";
import type { Colleague, Presence, Viewer, Writing } from "@/lib/conversations/team-schema";

const standing = (change: Partial<Parameters<typeof standingLook>[0]> = {}) =>
	standingLook({ presence: "online", idle: false, load: 5, capacity: 8, assigning: true, ...change });

test.each([
	["there, with room", {}, { presence: "online", hint: "online", notable: false, taken: 5 / 8 }],
	["nothing is given by itself", { assigning: false }, { hint: "assigningOff", notable: false }],
	["away", { presence: "away" }, { presence: "away", hint: "away", notable: true }],
	["away, nothing is given anyway", { presence: "away", assigning: false }, { hint: "awayOff" }],
	["away by choice and idle", { presence: "away", idle: true }, { presence: "away", hint: "away" }],
	["nobody touches the console", { idle: true }, { presence: "away", hint: "idle", notable: true }],
	["full", { load: 8 }, { hint: "full", over: 0, taken: 1 }],
	["above capacity", { load: 10 }, { hint: "over", over: 2, taken: 1 }],
	["no capacity", { capacity: 0 }, { hint: "noCapacity", taken: 0 }],
] as const)("the card says: %s", (_name, change, look) => {
	expect(standing(change)).toMatchObject(look);
});

const viewer = (name: string, typing: Writing | null = null): Viewer => ({
	id: name,
	name,
	typing,
	typingUntil: null,
	until: "",
});

test("colleagues are told by what they do, two of each by name", () => {
	const company = companyOf([
		viewer("甲"),
		viewer("写", "reply"),
		viewer("乙"),
		viewer("记", "note"),
		viewer("丙"),
	]);
	expect(company.map(({ doing, named, more }) => [doing, named.map(({ name }) => name), more])).toEqual([
		["looking", ["甲", "乙"], 1],
		["note", ["记"], 0],
		["reply", ["写"], 0],
	]);
	expect(companyOf([])).toEqual([]);
});

const colleague = (name: string, presence: Presence): Colleague => ({
	id: name,
	name,
	presence,
	load: 0,
	capacity: 8,
});
const team = [
	colleague("安离线", "offline"),
	colleague("白离开", "away"),
	colleague("林晓", "online"),
	colleague("周子墨", "online"),
];
const me = { id: "林晓", name: "林晓" };
const offered = (query: string) =>
	assignOptions({
		colleagues: team,
		me,
		query,
		inPinyin: (name, letters) => name === "周子墨" && "zzm".startsWith(letters),
	}).map(({ kind, to }) => (kind === "colleague" ? to.name : kind));

test("the chooser offers oneself first, then who is there, then the others", () => {
	expect(offered("")).toEqual(["me", "周子墨", "白离开", "安离线"]);
});

test("it finds by name and by pinyin, oneself too", () => {
	expect(offered("离")).toEqual(["白离开", "安离线"]);
	expect(offered("zz")).toEqual(["周子墨"]);
	expect(offered("林")).toEqual(["me"]);
	expect(offered("没有")).toEqual([]);
});
