import { countUse } from "@/lib/conversations/quick-replies";
import { quickReplyParams } from "@/lib/conversations/quick-reply-schema";
import { route } from "@/lib/http";

export const POST = route({ params: quickReplyParams }, ({ scope, params }) =>
	countUse(scope, params.quickReplyId),
);
