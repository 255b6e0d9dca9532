import { z } from "zod";
import type { UserMessage } from "../inbound";
import type { Fields, FieldValue } from "../push/build";

const value: z.ZodType<FieldValue> = z.lazy(() =>
	z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);
const rawSchema = z.strictObject({
	/** Wire names: `{"MsgType":"voice", …}` or `{"MsgType":"event","Event":"…", …}`. */
	fields: z.record(z.string(), value),
	singleShot: z.boolean().default(false),
});

/** A type or an event that has no call of its own: a message opens a window, an event does not. */
export function rawMessage(
	body: unknown,
):
	| { message: UserMessage; event?: never; singleShot?: never }
	| { message: null; event: Fields; singleShot: boolean } {
	const { fields, singleShot } = rawSchema.parse(body);
	const { MsgType = "event", ...rest } = fields;
	if (MsgType === "event") return { message: null, event: fields, singleShot };
	return { message: { type: String(MsgType), fields: rest, shown: { fields: rest } } };
}
