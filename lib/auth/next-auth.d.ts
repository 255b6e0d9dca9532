import type { AgentRole } from "@/generated/prisma/client";

/** The person behind a session, as Postgres says now. */
export interface SignedInAgent {
	id: string;
	name: string;
	email: string;
	role: AgentRole;
	/** The channels they see; null means all. */
	channelIds: string[] | null;
}

declare module "next-auth" {
	interface User {
		version: number;
	}
	interface Session {
		agent: SignedInAgent | null;
		/** Postgres could not be asked whether they still may. */
		unavailable?: boolean;
	}
}

declare module "next-auth/jwt" {
	interface JWT {
		version?: number;
	}
}
