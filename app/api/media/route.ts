import { uploadMedia } from "@/lib/conversations/media-upload";
import { readBody, route } from "@/lib/http";
import { FORM_MAX_BYTES } from "@/lib/media/form";

export const POST = route({}, async ({ scope, request }) => {
	const body = await readBody(request, FORM_MAX_BYTES);
	const uploaded = await uploadMedia(scope, body, request.headers.get("content-type"));
	return Response.json(uploaded, { status: 201 });
});
