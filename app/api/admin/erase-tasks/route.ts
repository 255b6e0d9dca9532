import { listEraseTasks } from "@/lib/conversations/erase-tasks";
import { route } from "@/lib/http";

export const GET = route({ roles: ["admin"] }, async () => ({
	items: await listEraseTasks(),
	nextCursor: null,
}));
