/** The customer sees that somebody writes: at most one sign in 15 s, whichever process and whoever asks. */
import { showTyping, TYPING_LIMITS } from "@/lib/channels/typing";
import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { SECOND_MS } from "@/lib/time";

const SHOWN_SECONDS = TYPING_LIMITS.shownMs / SECOND_MS;
const AFTER_MESSAGE_SECONDS = TYPING_LIMITS.afterMessageMs / SECOND_MS;
/** A sign that ends this soon is left alone; one taken away makes room for the next after as long. */
const LEFT_SECONDS = 5;
/** Among so many newest lines of a thread stands the last message that went either way. */
const NEWEST_LINES = 20;

interface Shown {
	channel_id: string;
	external_id: string;
}

/**
 * An agent writes, or has stopped without sending. Silent where WeChat would refuse the sign, and about everything that
 * goes wrong with it. No screen changes by it. @throws AppError `not_found`
 */
export async function setTyping(scope: Scope, conversationId: string, typing: boolean): Promise<void> {
	await requireInScope(scope, conversationId);
	const shown = typing ? await begin(scope, conversationId) : await end(conversationId);
	if (shown) await showTyping(shown.channel_id, shown.external_id, typing);
}

/** Takes the turn of the next 15 s, if there is one to take. */
async function begin({ agent }: Scope, conversationId: string): Promise<Shown | undefined> {
	const [shown] = await rows<Shown>({
		name: "begin_typing",
		text: `UPDATE conversations c SET typing_at = now() FROM channels h, customers u
			WHERE c.id = $1 AND h.id = c.channel_id AND u.id = c.customer_id
				AND c.mode = 'agent' AND c.status = 'open' AND (c.assignee_id IS NULL OR c.assignee_id = $2)
				AND h.typing_off_at IS NULL AND h.paused_until IS NULL
				AND (c.typing_at IS NULL OR c.typing_at <= now() - make_interval(secs => $3))
				AND EXISTS (SELECT FROM reply_grants g WHERE g.conversation_id = c.id AND g.expires_at > now())
				AND EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id AND m.seq > c.last_seq - $5::int
					AND (m.direction = 'in' OR m.direction = 'out' AND m.status = 'accepted')
					AND m.created_at > now() - make_interval(secs => $4))
			RETURNING c.channel_id, u.external_id`,
		values: [conversationId, agent.id, SHOWN_SECONDS, AFTER_MESSAGE_SECONDS, NEWEST_LINES],
	});
	return shown;
}

/** Only a sign that is shown is taken away, and only once. */
async function end(conversationId: string): Promise<Shown | undefined> {
	const [shown] = await rows<Shown>({
		name: "end_typing",
		text: `UPDATE conversations c SET typing_at = now() - make_interval(secs => $2) FROM channels h, customers u
			WHERE c.id = $1 AND h.id = c.channel_id AND u.id = c.customer_id AND h.typing_off_at IS NULL
				AND c.typing_at > now() - make_interval(secs => $2)
			RETURNING c.channel_id, u.external_id`,
		values: [conversationId, SHOWN_SECONDS - LEFT_SECONDS],
	});
	return shown;
}
