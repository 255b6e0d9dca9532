import { useTranslations } from "next-intl";
import { type RefObject, useEffect } from "react";
import { toastFailed } from "@/components/ui/toaster";
import { FIELD_MAX_CHARACTERS } from "@/lib/conversations/limits";

/** What is pasted, dropped or typed beyond what a field takes stays out of it as a whole, and the agent is told. */
export function useFieldLimit(field: RefObject<HTMLTextAreaElement | null>): void {
	const t = useTranslations("composer");
	useEffect(() => {
		const element = field.current;
		if (!element) return;
		const refuse = (event: InputEvent) => {
			const added = event.data?.length ?? 0;
			const { value, selectionStart, selectionEnd } = element;
			const left = FIELD_MAX_CHARACTERS - value.length + (selectionEnd - selectionStart);
			if (added === 0 || added <= left) return;
			event.preventDefault();
			toastFailed(t("tooMuchText", { added, left: Math.max(0, left) }), "too-much-text");
		};
		element.addEventListener("beforeinput", refuse);
		return () => element.removeEventListener("beforeinput", refuse);
	}, [field, t]);
}
