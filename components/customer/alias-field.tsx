"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey, useEnter } from "@/components/ui/composition";

const ALIAS_MAX_CHARACTERS = 40;

interface AliasFieldProps {
	alias: string;
	onAlias: (alias: string) => Promise<boolean>;
	onClose: () => void;
	className?: string;
}

/** Enter or leaving keeps it, Escape does not; empty takes it away. */
export function AliasField({ alias, onAlias, onClose, className }: AliasFieldProps) {
	const t = useTranslations("customer");
	const [text, setText] = useState(alias);
	const field = useRef<HTMLInputElement>(null);
	const done = useRef(false);
	const enter = useEnter(() => void keep());
	useEffect(() => field.current?.select(), []);

	async function keep() {
		if (done.current) return;
		done.current = true;
		if (text.trim() === alias || (await onAlias(text.trim()))) return onClose();
		done.current = false;
	}

	function onKeyDown(event: KeyboardEvent) {
		enter.onKeyDown(event);
		if (event.key !== "Escape" || isComposingKey(event)) return;
		event.stopPropagation();
		done.current = true;
		onClose();
	}

	return (
		<input
			ref={field}
			value={text}
			maxLength={ALIAS_MAX_CHARACTERS}
			aria-label={t("alias")}
			placeholder={t("aliasPlaceholder")}
			onChange={(event) => setText(event.target.value)}
			onBlur={() => void keep()}
			onCompositionEnd={enter.onCompositionEnd}
			onKeyDown={onKeyDown}
			className={classNames(
				"h-8 w-full min-w-0 rounded-control border border-control bg-surface px-2 text-14 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11 max-sm:text-16",
				className,
			)}
		/>
	);
}
