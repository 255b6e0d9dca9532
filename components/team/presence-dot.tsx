import { classNames } from "@/components/ui/class-names";
import type { Presence } from "@/lib/conversations/team-schema";

const LOOK: Record<Presence, string> = {
	online: "bg-ok",
	away: "border-[1.5px] border-warn bg-surface",
	offline: "border-[1.5px] border-fg-off bg-surface",
};

/** There, away or offline, as a dot: full or hollow, so that colour is not alone. The word stands beside it. */
export function PresenceDot({ presence, className }: { presence: Presence; className?: string }) {
	return (
		<span
			aria-hidden
			className={classNames("inline-block size-[7px] flex-none rounded-full", LOOK[presence], className)}
		/>
	);
}
