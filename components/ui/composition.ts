"use client";

import { useRef } from "react";

/** What the guard has to know of a key press; DOM and React events both fit. */
interface KeyPress {
	keyCode: number;
	nativeEvent?: { isComposing: boolean };
	isComposing?: boolean;
}

/** True while an input method is composing: such a key belongs to it, never to us. */
export const isComposingKey = (event: KeyPress): boolean =>
	event.keyCode === 229 || event.isComposing === true || event.nativeEvent?.isComposing === true;

/**
 * Tells the Enter that ends a composition from the Enter that is meant. Safari ends the composition before it
 * reports the key, so a key in the same tick as `compositionend` still belongs to the input method.
 */
export function createCompositionGuard(
	afterTick: (callback: () => void) => void = (callback) => setTimeout(callback),
) {
	let justEnded = false;
	return {
		onCompositionEnd: () => {
			justEnded = true;
			afterTick(() => {
				justEnded = false;
			});
		},
		/** True when the key press must be left to the input method. */
		owns: (event: KeyPress): boolean => justEnded || isComposingKey(event),
	};
}

export interface EnterPress extends KeyPress {
	key: string;
	shiftKey: boolean;
	metaKey: boolean;
	ctrlKey: boolean;
	altKey: boolean;
	preventDefault: () => void;
}

const withoutShift = ({ shiftKey }: EnterPress): boolean => !shiftKey;

/**
 * Handlers for a text field in which Enter does something, but never while composing. `wants` tells which Enter that is;
 * every other breaks the line.
 */
export function useEnter(
	onEnter: (press: EnterPress) => void,
	wants: (press: EnterPress) => boolean = withoutShift,
) {
	const guard = useRef<ReturnType<typeof createCompositionGuard>>(undefined);
	guard.current ??= createCompositionGuard();
	const { onCompositionEnd, owns } = guard.current;
	return {
		onCompositionEnd,
		onKeyDown: (event: EnterPress) => {
			if (event.key !== "Enter" || !wants(event) || owns(event)) return;
			event.preventDefault();
			onEnter(event);
		},
	};
}
