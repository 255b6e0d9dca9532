"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

/** Opens after 400 ms over one control. The control keeps its own accessible name. */
export function Tooltip({
	text,
	keyHint,
	children,
}: {
	text: string;
	keyHint?: string;
	children: ReactNode;
}) {
	return (
		<Radix.Provider delayDuration={400}>
			<Radix.Root>
				<Radix.Trigger asChild>{children}</Radix.Trigger>
				<Radix.Content
					sideOffset={6}
					collisionPadding={8}
					className="z-50 flex animate-appear items-center gap-1.5 rounded-control border border-line-2 bg-raised px-2 py-1 text-12 text-fg shadow-pop"
				>
					{text}
					{keyHint && <Kbd>{keyHint}</Kbd>}
				</Radix.Content>
			</Radix.Root>
		</Radix.Provider>
	);
}
