import type { Alert } from "@/lib/alerts/schema";
import type { AlertScope, Preferences } from "@/lib/auth/preferences-schema";

/** Whether a person who wants to hear of `scope` in one of the three ways wants to hear of this. */
export function wantsAlert(
	scope: AlertScope,
	{ mentions, warnings }: Pick<Preferences, "mentions" | "warnings">,
	{ kind, unassigned }: Pick<Alert, "kind" | "unassigned">,
): boolean {
	if (scope === "off") return false;
	if (kind === "mention") return mentions;
	if ((kind === "window" || kind === "sla") && !warnings) return false;
	return scope === "all" || !unassigned;
}
