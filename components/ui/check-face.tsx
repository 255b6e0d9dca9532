import { Check } from "lucide-react";
import { classNames } from "./class-names";

/** Edge of the box and of its tick, in px. */
const SIZES = { 16: { box: "size-4", tick: 12 }, 18: { box: "size-[18px]", tick: 13 } } as const;

interface CheckFaceProps {
	checked: boolean;
	size: keyof typeof SIZES;
	className?: string;
}

/** What a checkbox looks like; the real one lies unseen over it. */
export function CheckFace({ checked, size, className }: CheckFaceProps) {
	const { box, tick } = SIZES[size];
	return (
		<span
			aria-hidden
			className={classNames(
				"flex flex-none items-center justify-center rounded-chip border-[1.5px]",
				checked ? "border-accent bg-accent text-accent-on" : "border-control",
				box,
				className,
			)}
		>
			{checked && <Check size={tick} strokeWidth={2.5} />}
		</span>
	);
}
