import { expect, test } from "vitest";
import { isSimulated } from "@/lib/channels/simulated";
import { parseEnv } from "@/lib/env";

const settings = (url?: string) =>
	parseEnv({
		DATABASE_URL: "postgres://kefu@127.0.0.1/kefu",
		NEXTAUTH_URL: "http://127.0.0.1:3000",
		NEXTAUTH_SECRET: "a-secret-of-a-test",
		ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
		...(url && { WECHAT_API_URL: url }),
	});

test.each(["http://127.0.0.1:4010", "http://localhost:4010", "http://[::1]:4010"])(
	"WeChat at %s is a simulated one",
	(url) => expect(isSimulated(settings(url))).toBe(true),
);

test.each([
	undefined,
	"https://api.weixin.qq.com",
	"https://wechat-gateway.example.com",
	"http://10.0.0.5:4010",
])("WeChat at %s is taken for the real one, so there is no phone page", (url) =>
	expect(isSimulated(settings(url))).toBe(false),
);
