import { hashPassword } from "@/lib/auth/password";
import { getPrisma } from "@/lib/db";

const AGENTS = [
	{ email: "admin@example.com", name: "王琳", role: "admin", password: "kefu-demo-admin" },
	{ email: "agent@example.com", name: "林晓", role: "agent", password: "kefu-demo-agent" },
	{ email: "agent2@example.com", name: "周子墨", role: "agent", password: "kefu-demo-agent" },
] as const;

/** The three sign-ins of the demo; refused when WeChat is the real one. */
export async function seedAgents(): Promise<void> {
	for (const { password, ...agent } of AGENTS) {
		if (await getPrisma().agent.findUnique({ where: { email: agent.email } })) continue;
		await getPrisma().agent.create({
			data: { ...agent, demo: true, passwordHash: await hashPassword(password) },
		});
	}
}
