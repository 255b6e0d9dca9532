import { addCustomerNote } from "@/lib/customers/notes";
import { customerNoteSchema, customerParams } from "@/lib/customers/schema";
import { route } from "@/lib/http";

export const POST = route(
	{ params: customerParams, body: customerNoteSchema },
	async ({ scope, params, body }) =>
		Response.json(await addCustomerNote(scope, params.customerId, body.text), { status: 201 }),
);
