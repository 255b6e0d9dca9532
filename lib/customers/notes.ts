/** Notes on a customer, for every colleague and every conversation with them. */
import { announce } from "@/lib/conversations/announce";
import { inScope, type Scope } from "@/lib/conversations/scope";
import type { CustomerNote } from "@/lib/customers/schema";
import { touchConversation } from "@/lib/customers/touch";
import { rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** A customer has a few; more than this nobody reads. */
const NOTES_MOST = 200;

interface NoteRow {
	id: string;
	text: string;
	created_at: Date;
	agent_id: string | null;
	agent_name: string | null;
}

const SELECT = `SELECT n.id, n.text, n.created_at, a.id AS agent_id, a.name AS agent_name
	FROM customer_notes n LEFT JOIN agents a ON a.id = n.agent_id`;

/** Newest first. Whoever calls has made sure that the customer is in scope. */
export async function listCustomerNotes({ agent }: Scope, customerId: string): Promise<CustomerNote[]> {
	const found = await rows<NoteRow>({
		name: "list_customer_notes",
		text: `${SELECT} WHERE n.customer_id = $1 ORDER BY n.created_at DESC, n.id DESC LIMIT ${NOTES_MOST}`,
		values: [customerId],
	});
	return found.map((note) => toNote(note, agent.id));
}

/** @throws AppError `not_found` */
export async function addCustomerNote(scope: Scope, customerId: string, text: string): Promise<CustomerNote> {
	const { made, conversationId } = await transaction(async (tx) => {
		const [made] = await rows<{ id: string; created_at: Date }>(
			{
				text: `INSERT INTO customer_notes (customer_id, agent_id, text)
					SELECT u.id, $2, $3 FROM customers u WHERE u.id = $1 AND ${inScope("u", "$4")} RETURNING id, created_at`,
				values: [customerId, scope.agent.id, text, scope.channelIds],
			},
			tx,
		);
		if (!made) throw new AppError("not_found", { message: "no such customer" });
		return { made, conversationId: await touchConversation(customerId, tx) };
	});
	if (conversationId) announce(conversationId);
	const { id: agent_id, name: agent_name } = scope.agent;
	return toNote({ ...made, text, agent_id, agent_name }, agent_id);
}

/** One's own; `any` for those who keep order. @throws AppError `not_found` */
export async function deleteCustomerNote(
	scope: Scope,
	customerId: string,
	noteId: string,
	any: boolean,
): Promise<void> {
	const conversationId = await transaction(async (tx) => {
		const gone = await rows(
			{
				text: `DELETE FROM customer_notes n USING customers u WHERE n.id = $2 AND n.customer_id = $1 AND u.id = n.customer_id
					AND ${inScope("u", "$3")} AND ($4 OR n.agent_id = $5) RETURNING n.id`,
				values: [customerId, noteId, scope.channelIds, any, scope.agent.id],
			},
			tx,
		);
		if (gone.length === 0) throw new AppError("not_found", { message: "no such note of yours" });
		return touchConversation(customerId, tx);
	});
	if (conversationId) announce(conversationId);
}

const toNote = (note: NoteRow, me: string): CustomerNote => ({
	id: note.id,
	text: note.text,
	by: note.agent_id && note.agent_name ? { id: note.agent_id, name: note.agent_name } : null,
	at: note.created_at.toISOString(),
	mine: note.agent_id === me,
});
