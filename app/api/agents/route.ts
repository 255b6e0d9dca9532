import { listColleagues } from "@/lib/auth/agents";
import { route } from "@/lib/http";

export const GET = route({}, async () => ({ items: await listColleagues(), nextCursor: null }));
