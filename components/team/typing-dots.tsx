import { classNames } from "@/components/ui/class-names";

/** Somebody is writing. Decorative: the words beside it say so; they stand still where motion is unwelcome. */
export function TypingDots() {
	return (
		<span aria-hidden className="inline-flex flex-none items-center gap-[3px]">
			{DOTS.map((look) => (
				<span
					key={look}
					className={classNames(
						"size-1 animate-hop rounded-full bg-current motion-reduce:animate-none",
						look,
					)}
				/>
			))}
		</span>
	);
}

const DOTS = ["opacity-50", "opacity-75 [animation-delay:150ms]", "[animation-delay:300ms]"];
