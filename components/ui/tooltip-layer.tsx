"use client";

import { Tooltip as Radix } from "radix-ui";
import { Kbd } from "./kbd";
import { type TriggerPlace, TriggerStandIn } from "./trigger";

interface TooltipLayerProps {
	place: TriggerPlace;
	text: string;
	keyHint?: string;
	/** Somebody waits for it when it comes. */
	waited: boolean;
	/** Told which element describes the trigger, while one does. */
	onDescribed: (id: string | undefined) => void;
}

export function TooltipLayer({ place, text, keyHint, waited, onDescribed }: TooltipLayerProps) {
	return (
		<Radix.Provider delayDuration={400}>
			<Radix.Root defaultOpen={waited}>
				<Radix.Trigger asChild>
					<TriggerStandIn place={place} onDescribed={onDescribed} />
				</Radix.Trigger>
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
