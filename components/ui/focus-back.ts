import { type RefObject, useRef } from "react";

/**
 * For a dialog that is opened by a key or by what happens, not by a button of its own: gives the focus back to what had
 * it before. (Radix knows only its own triggers.) In between `initial` has it, when given.
 */
export function useFocusBack(initial?: RefObject<HTMLElement | null>) {
	const before = useRef<HTMLElement | null>(null);
	return {
		onOpenAutoFocus: (event: Event) => {
			before.current = focusedForGood();
			if (!initial?.current) return;
			event.preventDefault();
			initial.current.focus();
		},
		onCloseAutoFocus: (event: Event) => {
			event.preventDefault();
			before.current?.focus();
		},
	};
}

/** What has the focus; for an item of a menu, which goes away, the button that opened the menu. */
function focusedForGood(): HTMLElement | null {
	const focused = document.activeElement;
	const menu = focused?.closest("[role=menu]");
	const lasting = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
	return lasting instanceof HTMLElement ? lasting : null;
}
