import { wakeDelivery } from "@/lib/jobs/queue";
import { wakeScreens } from "@/lib/live/publish";

/** After a commit that changed a conversation: wakes the screens, and the sender when something was queued. */
export function announce(conversationId: string, { queued = false }: { queued?: boolean } = {}): void {
	wakeScreens(conversationId);
	if (queued) wakeDelivery(conversationId);
}
