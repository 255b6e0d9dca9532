import { afterEach, expect, test, vi } from "vitest";
import { browserStorage } from "@/components/ui/browser-storage";

afterEach(() => {
	vi.unstubAllGlobals();
});

test("a full storage forgets what no longer fits, stops nobody, and never gives back an older text", () => {
	const kept = new Map([["draft", "旧的"]]);
	const full = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: () => {
			throw new DOMException("full", "QuotaExceededError");
		},
		removeItem: (key: string) => void kept.delete(key),
	};
	vi.stubGlobal("window", { localStorage: full });
	const storage = browserStorage("localStorage");
	expect(storage?.getItem("draft")).toBe("旧的");
	storage?.setItem("draft", "新的");
	expect(storage?.getItem("draft")).toBeNull();
});

test("what one person left in it another does not see", () => {
	const kept = new Map<string, string>();
	vi.stubGlobal("window", {
		sessionStorage: {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => void kept.set(key, value),
			removeItem: (key: string) => void kept.delete(key),
		},
	});
	const [lin, zhou] = ["lin", "zhou"].map((owner) => browserStorage("sessionStorage", owner));
	lin?.setItem("draft", "林的话");
	expect([lin?.getItem("draft"), zhou?.getItem("draft")]).toEqual(["林的话", null]);
	zhou?.removeItem("draft");
	expect(lin?.getItem("draft")).toBe("林的话");
	lin?.removeItem("draft");
	expect(lin?.getItem("draft")).toBeNull();
});

test("on the server, and where the browser forbids it, there is none", () => {
	expect(browserStorage("sessionStorage")).toBeNull();
	const forbidding = {
		get sessionStorage(): Storage {
			throw new DOMException("no", "SecurityError");
		},
	};
	vi.stubGlobal("window", forbidding);
	expect(browserStorage("sessionStorage")).toBeNull();
});
