/** The form in which an agent's browser sends a picture. */

import { z } from "zod";
import { AppError } from "@/lib/errors";
import { MEDIA_MAX_BYTES } from "@/lib/media/limits";

/** With room for the other fields and the lines between them. */
export const FORM_MAX_BYTES = MEDIA_MAX_BYTES + 64 * 1024;

const formSchema = z
	.object({
		channelId: z
			.string()
			.regex(/^[\w-]{1,64}$/)
			.optional(),
		conversationId: z.uuid().optional(),
	})
	.refine(({ channelId, conversationId }) => (channelId === undefined) !== (conversationId === undefined), {
		path: ["channelId"],
		message: "either channelId or conversationId",
	});

export type UploadForm = z.infer<typeof formSchema> & { bytes: Uint8Array; fileName: string };

/** @throws AppError `bad_request` with the fields that are wrong; `too_large` above MEDIA_MAX_BYTES */
export async function readUploadForm(body: Uint8Array, contentType: string | null): Promise<UploadForm> {
	const form = await parseForm(body, contentType ?? "");
	const file = form.get("file");
	const text = (name: string) => form.get(name) ?? undefined;
	const parsed = formSchema.safeParse({
		channelId: text("channelId"),
		conversationId: text("conversationId"),
	});
	const fields: Record<string, string> = {};
	for (const issue of parsed.error?.issues ?? []) fields[issue.path.join(".")] = issue.message;
	if (!(file instanceof File)) fields.file = "a file is needed";
	if (!parsed.success || !(file instanceof File)) {
		throw new AppError("bad_request", { message: "the input is not valid", details: { fields } });
	}
	if (file.size > MEDIA_MAX_BYTES)
		throw new AppError("too_large", { details: { maxBytes: MEDIA_MAX_BYTES } });
	return { ...parsed.data, bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name };
}

async function parseForm(body: Uint8Array, contentType: string): Promise<FormData> {
	try {
		if (!/^multipart\/form-data\b/i.test(contentType)) throw new Error("another content type");
		return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
	} catch (cause) {
		throw new AppError("bad_request", { message: "the body is not multipart/form-data", cause });
	}
}
