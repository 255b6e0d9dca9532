import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envSchema, parseEnv } from "@/lib/env";

const complete = {
	DATABASE_URL: "postgresql://kefu@db.internal/kefu",
	NEXTAUTH_URL: "https://kefu.example.com",
	NEXTAUTH_SECRET: "sixteen letters or more",
	ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

const example = readFileSync(".env.example", "utf8");
const exampleLines = [...example.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => ({
	name,
	value,
}));

test(".env.example names every variable that lib/env reads, and no other", () => {
	expect(exampleLines.map(({ name }) => name).sort()).toEqual(Object.keys(envSchema.shape).sort());
});

test(".env.example explains each variable in a line above it", () => {
	const lines = example.split("\n");
	const bare = lines.filter(
		(line, index) => /^[A-Z0-9_]+=/.test(line) && !lines[index - 1]?.startsWith("# "),
	);
	expect(bare).toEqual([]);
});

test("the values shown in .env.example are the defaults", () => {
	const shown = Object.fromEntries(
		exampleLines.filter(({ value }) => value !== "").map(({ name, value }) => [name, value]),
	);
	expect(parseEnv({ ...complete, ...shown })).toEqual(parseEnv(complete));
});

test("everything missing or malformed is told at once, without its value", () => {
	const wrong = {
		DATABASE_URL: "mysql://root:hidden-word@db/kefu",
		NEXTAUTH_SECRET: "short",
		WORKER: "perhaps",
	};
	const tell = () => parseEnv(wrong);
	for (const name of ["DATABASE_URL", "NEXTAUTH_URL", "NEXTAUTH_SECRET", "ENCRYPTION_KEY", "WORKER"]) {
		expect(tell).toThrow(name);
	}
	expect(tell).not.toThrow("hidden-word");
});

test("a media store's own settings must be there, and are asked for with all else that is missing", () => {
	const s3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
	for (const name of s3) expect(() => parseEnv({ MEDIA_STORE: "s3" })).toThrow(`${name}: is needed`);
	expect(() => parseEnv({ MEDIA_STORE: "s3" })).toThrow("DATABASE_URL");
	expect(() => parseEnv({ ...complete, MEDIA_STORE: "disk" })).toThrow("MEDIA_PATH");
	expect(() => parseEnv({ ...complete, MEDIA_STORE: "disk", MEDIA_PATH: "media" })).toThrow("absolute");
	expect(parseEnv({ ...complete, MEDIA_STORE: "disk", MEDIA_PATH: "/srv/media" }).MEDIA_STORE).toBe("disk");
	expect(parseEnv(complete).MEDIA_STORE).toBe("postgres");
});

test("an empty value counts as none", () => {
	expect(parseEnv({ ...complete, CRON_SECRET: "", PORT: "" })).toMatchObject({ PORT: 3000 });
});

test("the app counts as simulated exactly when the WeChat API is not the real one", () => {
	expect(parseEnv(complete).simulated).toBe(false);
	const simulated = (WECHAT_API_URL: string) => parseEnv({ ...complete, WECHAT_API_URL }).simulated;
	expect(simulated("http://127.0.0.1:4010")).toBe(true);
	expect(simulated("http://simulator:4010/weixin.qq.com")).toBe(true);
	for (const host of [
		"API.weixin.qq.com",
		"api.weixin.qq.com:443",
		"api2.weixin.qq.com",
		"sh.api.weixin.qq.com",
	]) {
		expect([simulated(`https://${host}`), simulated(`https://${host}/`)]).toEqual([false, false]);
	}
});
