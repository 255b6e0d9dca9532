import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { onDemand } from "@/components/ui/on-demand";
import { onDemandCode } from "@/components/ui/on-demand-code";

/** Answers as it is told to, one answer after the other. */
function asking(...answers: (string | Error)[]) {
	let asked = 0;
	return {
		times: () => asked,
		ask: async () => {
			const answer = answers[asked++];
			if (answer === undefined || answer instanceof Error) throw answer;
			return answer;
		},
	};
}

test("code is asked for when it is wanted, once, and is there from then on", async () => {
	const server = asking("panel");
	const code = onDemandCode(server.ask);
	expect(code.now()).toBeNull();
	expect(server.times()).toBe(0);
	const both = await Promise.all([code.load(), code.load()]);
	expect(both).toEqual(["panel", "panel"]);
	expect(code.now()).toBe("panel");
	expect(await code.load()).toBe("panel");
	expect(server.times()).toBe(1);
});

test("a failure is told and not thrown, and the next time it is asked for again", async () => {
	const server = asking(new Error("ChunkLoadError"), new Error("ChunkLoadError"), "panel");
	const code = onDemandCode(server.ask);
	expect(await code.load()).toBeNull();
	expect(code.now()).toBeNull();
	expect(await code.load()).toBeNull();
	expect(await code.load()).toBe("panel");
	expect(code.now()).toBe("panel");
	expect(server.times()).toBe(3);
});

test("what throws before it has begun to load fails the same way", async () => {
	const code = onDemandCode<string>(() => {
		throw new Error("no such chunk");
	});
	expect(await code.load()).toBeNull();
});

test("everybody who waits for code is told once it is there, and nobody of a failure", async () => {
	const server = asking(new Error("ChunkLoadError"), "menu");
	const code = onDemandCode(server.ask);
	const told: string[] = [];
	const leave = code.subscribe(() => told.push("gone by then"));
	code.subscribe(() => told.push(`drawn with ${code.now()}`));
	leave();
	await code.load();
	expect(told).toEqual([]);
	await code.load();
	expect(told).toEqual(["drawn with menu"]);
});

test("what has come with the page is not asked for", async () => {
	const server = asking("asked for");
	const code = onDemandCode(server.ask);
	code.bring("brought along");
	expect(code.now()).toBe("brought along");
	expect(await code.load()).toBe("brought along");
	expect(server.times()).toBe(0);
});

test("a part is drawn at once when its code is there already, and its stand-in until then", async () => {
	const server = asking(new Error("ChunkLoadError"), "there");
	const Part = onDemand(async () => {
		await server.ask();
		return ({ name }: { name: string }) => createElement("p", null, name);
	}, "coming");
	const part = createElement(Part, { name: "emoji", onFailed: () => {} });
	expect(drawn(part)).toBe("coming");
	// Ahead of its time nothing is said of a failure.
	const preloaded = () => {
		Part.preload();
		return drawn(part);
	};
	await expect.poll(preloaded).toBe("<p>emoji</p>");
	expect(server.times()).toBe(2);
});

function drawn(part: ReactElement): string {
	const frame = { locale: "zh-CN", messages: {}, children: part } as const;
	return renderToStaticMarkup(createElement(NextIntlClientProvider, frame));
}
