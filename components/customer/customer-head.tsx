"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { strangerWords } from "@/components/ui/hidden-characters";
import { IconButton } from "@/components/ui/icon-button";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationItem } from "@/lib/conversations/schema";
import type { CustomerDetail } from "@/lib/customers/schema";
import { AliasField } from "./alias-field";

interface CustomerHeadProps {
	shown: ConversationItem["customer"];
	/** Undefined while on its way: the name cannot be changed yet. */
	customer: CustomerDetail | undefined;
	/** True when it was kept. */
	onAlias: (alias: string) => Promise<boolean>;
}

/** Name and picture, 92 px like the heads beside it. The name can be changed in its place. */
export function CustomerHead({ shown, customer, onAlias }: CustomerHeadProps) {
	const t = useTranslations("customer");
	const [editing, setEditing] = useState(false);
	const pencil = useRef<HTMLButtonElement>(null);
	const wasEditing = useRef(false);
	// Only once the button is there again.
	useEffect(() => {
		if (wasEditing.current && !editing) pencil.current?.focus();
		wasEditing.current = editing;
	}, [editing]);
	return (
		<div className="flex h-[92px] flex-none items-center gap-3 border-b border-line px-4">
			<Avatar name={shown.name} seed={shown.id} size={44} shape="square" />
			<div className="min-w-0 flex-1">
				{editing && customer ? (
					<AliasField alias={customer.alias ?? ""} onAlias={onAlias} onClose={() => setEditing(false)} />
				) : (
					<div className="flex min-w-0 items-center gap-1">
						<p className="min-w-0 truncate text-16 font-semibold">
							<StrangerText>{shown.name}</StrangerText>
						</p>
						{customer?.badge && (
							<span
								title={strangerWords(customer.badge.label)}
								className="ml-1 inline-flex h-5 max-w-24 flex-none items-center rounded-chip border border-warn-line px-1.5 text-11 text-warn-fg"
							>
								<span className="truncate">
									<StrangerText>{customer.badge.value}</StrangerText>
								</span>
							</span>
						)}
						{customer && (
							<IconButton
								ref={pencil}
								label={t("editAlias")}
								onClick={() => setEditing(true)}
								icon={<Pencil size={13} strokeWidth={1.75} aria-hidden />}
							/>
						)}
					</div>
				)}
				{!editing && customer?.aliasBy && (
					<p className="truncate text-12 text-fg-3">
						{t.rich("aliasBy", {
							name: customer.aliasBy.name,
							time: () => <TimeText at={customer.aliasBy?.at ?? ""} as="brief" />,
						})}
					</p>
				)}
			</div>
		</div>
	);
}
