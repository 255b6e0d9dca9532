import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
	extend: {
		theme: {
			text: ["11", "12", "13", "14", "15", "16", "18", "20", "24", "28"],
			radius: ["chip", "control", "menu", "card", "dialog", "sheet"],
			shadow: ["pop", "dialog"],
		},
	},
});

/** Joins class names; of two Tailwind classes for the same thing the later one wins. */
export const classNames = (...values: ClassValue[]): string => merge(clsx(values));
