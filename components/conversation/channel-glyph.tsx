import { Headphones } from "lucide-react";
import type { ChannelKind } from "@/lib/conversations/schema";

/** The sign of a kind of channel; our own drawing, not Tencent's mark. */
export function ChannelGlyph({ kind, size = 12 }: { kind: ChannelKind; size?: number }) {
	if (kind === "kf") return <Headphones size={size} strokeWidth={1.9} aria-hidden />;
	return (
		<svg
			viewBox="0 0 16 16"
			width={size}
			height={size}
			fill="none"
			stroke="currentColor"
			strokeWidth="1.7"
			strokeLinecap="round"
			aria-hidden="true"
		>
			<rect x="2.2" y="2.2" width="11.6" height="11.6" rx="3.6" />
			<path d="M6.3 9.9a1.5 1.5 0 1 1 .2-3M9.7 6.1a1.5 1.5 0 1 1-.2 3M8 9V7" />
		</svg>
	);
}
