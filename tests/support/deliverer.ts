/** One process that sends what the named conversations have queued, and ends. */
import { deliver } from "@/lib/conversations/deliver";
import { closeDatabase } from "@/lib/db";

await Promise.all(process.argv.slice(2).map((conversationId) => deliver(conversationId)));
await closeDatabase();
process.exit(0);
