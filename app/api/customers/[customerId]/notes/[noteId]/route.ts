import { deleteCustomerNote } from "@/lib/customers/notes";
import { customerNoteParams } from "@/lib/customers/schema";
import { route } from "@/lib/http";

export const DELETE = route({ params: customerNoteParams }, async ({ agent, scope, params }) => {
	await deleteCustomerNote(scope, params.customerId, params.noteId, agent.role !== "agent");
	return new Response(null, { status: 204 });
});
