"use client";

import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { standingLook } from "./standing";
import { useStanding } from "./team-data";

const LOOK = { online: "bg-ok", away: "bg-warn", offline: "bg-fg-off" };

/** An avatar of the signed-in agent with a dot that says whether they are there. */
export function WithOwnDot({ children }: { children: ReactNode }) {
	const standing = useStanding();
	return (
		<span className="relative block">
			{children}
			{standing && (
				<span
					aria-hidden
					className={classNames(
						"absolute -right-px -bottom-px size-2.5 rounded-full border-2 border-canvas",
						LOOK[standingLook(standing).presence],
					)}
				/>
			)}
		</span>
	);
}
