/** next-auth: credentials checked against Postgres, a signed cookie that Postgres can revoke. */
import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { getDecoyHash, isPassword } from "@/lib/auth/password";
import { countTry, forgetFailures, lockedForSeconds } from "@/lib/auth/throttle";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { addressOf } from "@/lib/peer";
import { HOUR_MS, SECOND_MS } from "@/lib/time";

const SESSION_SECONDS = (12 * HOUR_MS) / SECOND_MS;

const credentialsSchema = z.object({
	email: z
		.string()
		.max(254)
		.transform((value) => value.trim().toLowerCase())
		// Postgres keeps no NUL.
		.refine((value) => !value.includes("\0")),
	password: z.string().min(1).max(200),
});

/** Built at the first request: a build needs no secrets. */
export function authOptions(): NextAuthOptions {
	return {
		secret: env().NEXTAUTH_SECRET,
		session: { strategy: "jwt", maxAge: SESSION_SECONDS },
		pages: { signIn: "/sign-in" },
		logger: {
			error: (code) => log.warn({ code }, "next-auth refused a session or a sign-in"),
			warn: (code) => log.debug({ code }, "next-auth warns"),
			debug: () => undefined,
		},
		providers: [
			CredentialsProvider({
				credentials: { email: {}, password: {} },
				authorize: (credentials, request) =>
					signIn(credentials, networkOf(request.headers)).catch((error: unknown) => {
						if (error instanceof Refusal) throw error;
						// Its words would reach the form, and the address bar.
						log.error({ err: error }, "a sign-in failed by our own fault");
						throw new Error("unavailable");
					}),
			}),
		],
		callbacks: {
			jwt: ({ token, user }) => (user ? { ...token, sub: user.id, version: user.version } : token),
			session: ({ session: { expires }, token }) =>
				findSignedIn(token).then(
					(agent) => ({ expires, agent }),
					(error: unknown) => {
						// next-auth would take what is thrown here for a bad cookie, and sign the person out.
						log.error({ err: error }, "a session could not be looked up");
						return { expires, agent: null, unavailable: true };
					},
				),
		},
	};
}

/** What the form is told: `invalid`, `invalid:<tries left>` or `throttled:<seconds>`. */
class Refusal extends Error {}

/**
 * Same words and same time whether or not the address exists. @throws Refusal
 */
async function signIn(input: unknown, network: string | null) {
	const parsed = credentialsSchema.safeParse(input);
	if (!parsed.success) throw new Refusal("invalid");
	const { email, password } = parsed.data;
	const attempt = { email, network };
	const locked = await lockedForSeconds(attempt);
	if (locked > 0) throw new Refusal(`throttled:${locked}`);
	const left = await countTry(attempt);
	if (left < 0) throw new Refusal(`throttled:${await lockedForSeconds(attempt)}`);

	const agent = await getPrisma().agent.findUnique({ where: { email } });
	const isRight = await isPassword(password, agent?.passwordHash ?? (await getDecoyHash()));
	if (!isRight || !agent || !mayEnter(agent)) {
		throw new Refusal(left > 0 ? `invalid:${left}` : `throttled:${await lockedForSeconds(attempt)}`);
	}
	await forgetFailures(attempt);
	await getPrisma().auditEntry.create({ data: { agentId: agent.id, action: "sign_in" } });
	return { id: agent.id, version: agent.sessionVersion };
}

/** Null once the person was disabled, or their sessions were ended by raising the version. */
async function findSignedIn({ sub, version }: JWT) {
	if (!sub) return null;
	const agent = await getPrisma().agent.findUnique({
		where: { id: sub },
		select: {
			id: true,
			name: true,
			email: true,
			role: true,
			allChannels: true,
			sessionVersion: true,
			disabledAt: true,
			demo: true,
			channels: { select: { channelId: true } },
		},
	});
	if (!agent || !mayEnter(agent) || agent.sessionVersion !== version) return null;
	const { id, name, email, role } = agent;
	const channelIds = agent.allChannels ? null : agent.channels.map(({ channelId }) => channelId);
	return { id, name, email, role, channelIds };
}

/** The demo's people only where WeChat is played. */
const mayEnter = ({ disabledAt, demo }: { disabledAt: Date | null; demo: boolean }): boolean =>
	disabledAt === null && (!demo || env().simulated);

/** Of the throttle: never what a client can write itself. */
function networkOf(headers: Record<string, unknown> | undefined): string | null {
	const told = Object.entries(headers ?? {}).flatMap(([name, value]): [string, string][] =>
		typeof value === "string" ? [[name, value]] : [],
	);
	return addressOf(new Headers(told));
}
