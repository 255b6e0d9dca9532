import type { CredentialsConfig } from "next-auth/providers/credentials";
import { expect, test } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { getPrisma } from "@/lib/db";
import { seedAgents } from "@/prisma/seed/agents";

process.env.WECHAT_API_URL = "https://api.weixin.qq.com/";

test("the demo's sign-ins are refused when WeChat is the real one, and its open sessions end", async () => {
	await seedAgents();
	const [provider] = authOptions().providers as CredentialsConfig[];
	const { authorize } = (provider as unknown as { options: CredentialsConfig }).options;
	const credentials = { email: "admin@example.com", password: "kefu-demo-admin" };
	const attempt = authorize(credentials, { headers: {}, body: {}, query: {}, method: "POST" });
	await expect(attempt).rejects.toThrow(/^invalid:4$/);

	const { id } = await getPrisma().agent.findUniqueOrThrow({ where: { email: "admin@example.com" } });
	const session = await authOptions().callbacks?.session?.({
		session: { expires: "2099-01-01T00:00:00Z", agent: null },
		token: { sub: id, version: 1 },
	} as never);
	expect(session).toMatchObject({ agent: null });
});
