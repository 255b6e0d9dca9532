import type { CSSProperties, ReactNode } from "react";
import { classNames } from "./class-names";
import { toParts } from "./hidden-characters";

interface AvatarProps {
	/** Text the initials are taken from. */
	name: string;
	/** What the hue is chosen by; the same seed is always the same colour. */
	seed: string;
	size: number;
	shape: "square" | "round";
	/** A small mark at the lower right corner. */
	badge?: ReactNode;
	/** A different size at some width: `max-sm:[--size:44px]!`. */
	className?: string;
}

/** Initials on a hue. Decorative: the name stands beside it. */
export function Avatar({ name, seed, size, shape, badge, className }: AvatarProps) {
	return (
		<AvatarFrame size={size} shape={shape} className={classNames(`hue-${hueOf(seed)}`, className)}>
			{initialsOf(name)}
			{badge && (
				<span className="absolute -right-1 -bottom-1 flex size-4 items-center justify-center rounded-[5px] bg-surface text-fg-2 shadow-[0_0_0_1px_var(--line-2)]">
					{badge}
				</span>
			)}
		</AvatarFrame>
	);
}

/** The shape of an avatar around anything, e.g. an icon. */
export function AvatarFrame({
	size,
	shape,
	className,
	children,
}: Pick<AvatarProps, "size" | "shape" | "className"> & { children: ReactNode }) {
	return (
		<span
			aria-hidden
			className={classNames(
				"relative inline-flex size-(--size) flex-none items-center justify-center text-[calc(var(--size)*.42)] leading-none font-medium",
				shape === "round" ? "rounded-full" : "rounded-[calc(var(--size)*.22)]",
				className,
			)}
			style={{ "--size": `${size}px` } as CSSProperties}
		>
			{children}
		</span>
	);
}

/** One Chinese character or Latin letter; two for a made-up name like "用户 8F3K", of which only the end tells apart. */
export function initialsOf(name: string): string {
	const shown = toParts(name)
		.map(({ kind, text }) => (kind === "plain" ? text : ""))
		.join("")
		.trim();
	const words = shown.split(/\s+/);
	const lastWord = words.at(-1) ?? "";
	if (words.length > 1 && /^[A-Z0-9]{2,}$/.test(lastWord)) return lastWord.slice(0, 2);
	return Array.from(shown)[0]?.toUpperCase() ?? "?";
}

/** 0…7, stable for a seed. */
export function hueOf(seed: string): number {
	let hash = 0;
	for (const character of seed) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
	return hash % 8;
}
