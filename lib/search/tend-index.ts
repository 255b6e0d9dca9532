import { rows } from "@/lib/db";
import { SECOND_MS } from "@/lib/time";

/** Long enough to have something to sort in, short enough that searches, which read the list through, stay quick. */
const EVERY_MS = 5 * SECOND_MS;

let tendedAt = 0;

/**
 * Sorts what writers have only appended to the message index into it. Nothing depends on it but speed: searches read both, and
 * beyond the list's limit writers do it themselves.
 */
export async function tendSearchIndex(now: Date): Promise<void> {
	if (now.getTime() - tendedAt < EVERY_MS) return;
	tendedAt = now.getTime();
	// Only its owner may; where somebody else migrates, autovacuum does it.
	await rows({
		text: `SELECT gin_clean_pending_list(oid::regclass) FROM pg_class
			WHERE oid = 'messages_search'::regclass AND pg_has_role(relowner, 'USAGE')`,
	});
}
