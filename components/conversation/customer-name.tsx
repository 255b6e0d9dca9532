"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { AliasField } from "@/components/customer/alias-field";
import { useCustomer } from "@/components/customer/customer-data";
import { IconButton } from "@/components/ui/icon-button";
import { StrangerText } from "@/components/ui/stranger-text";
import type { ConversationItem } from "@/lib/conversations/schema";

interface CustomerNameProps {
	customer: ConversationItem["customer"];
	/** Grows with every change of the conversation. */
	version: string;
}

/** The customer's name above the thread; it can be changed in its place. */
export function CustomerName({ customer, version }: CustomerNameProps) {
	const t = useTranslations("customer");
	const [editing, setEditing] = useState(false);
	const pencil = useRef<HTMLButtonElement>(null);
	const wasEditing = useRef(false);
	// Only once the button is there again.
	useEffect(() => {
		if (wasEditing.current && !editing) pencil.current?.focus();
		wasEditing.current = editing;
	}, [editing]);
	if (editing) return <NameEditor customer={customer} version={version} onClose={() => setEditing(false)} />;
	return (
		<>
			<h1 className="truncate text-15 font-semibold max-sm:text-16">
				<StrangerText>{customer.name}</StrangerText>
			</h1>
			<IconButton
				ref={pencil}
				label={t("editAlias")}
				onClick={() => setEditing(true)}
				className="-my-1 size-6 max-sm:hidden"
				icon={<Pencil size={13} strokeWidth={1.75} aria-hidden />}
			/>
		</>
	);
}

function NameEditor({ customer: shown, version, onClose }: CustomerNameProps & { onClose: () => void }) {
	const { customer, change } = useCustomer(shown.id, version);
	if (!customer) return <span className="h-6 truncate text-15 font-semibold">{shown.name}</span>;
	return (
		<AliasField
			alias={customer.alias ?? ""}
			onAlias={(alias) => change({ alias })}
			onClose={onClose}
			className="-my-px h-6 max-w-60 px-1.5"
		/>
	);
}
