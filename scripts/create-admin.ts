/** `npm run admin -- <email> <name>`: makes an administrator, or gives a known one a new password. Prints it once. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hashPassword } from "@/lib/auth/password";
import { closeDatabase, getPrisma } from "@/lib/db";

const argumentsSchema = z.tuple([z.email().toLowerCase(), z.string().trim().min(1).max(60)]);

async function main(): Promise<void> {
	const given = argumentsSchema.safeParse(process.argv.slice(2));
	if (!given.success) throw new Error("usage: npm run admin -- <email> <name>");
	const [email, name] = given.data;
	const password = randomBytes(12).toString("base64url");
	const passwordHash = await hashPassword(password);
	await getPrisma().agent.upsert({
		where: { email },
		create: { email, name, role: "admin", passwordHash },
		update: { name, role: "admin", passwordHash, disabledAt: null, sessionVersion: { increment: 1 } },
	});
	console.log(`${email} signs in as administrator with: ${password}`);
}

main()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(closeDatabase);
