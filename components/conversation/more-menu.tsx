"use client";

import { Copy, Ellipsis, ExternalLink, Link, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { copyText } from "@/components/ui/copy-text";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toastDone } from "@/components/ui/toaster";
import type { ConversationItem } from "@/lib/conversations/schema";

interface MoreMenuProps {
	conversation: Pick<ConversationItem, "id" | "customer">;
	/** Opens the chooser with the field for a note. */
	onHandOver: () => void;
}

/** What is done with a conversation now and then. */
export function MoreMenu({ conversation: { id, customer }, onHandOver }: MoreMenuProps) {
	const t = useTranslations("header");
	const tCommon = useTranslations("common");
	const path = `${INBOX_PATH}/${id}`;
	const copy = async (text: string) => {
		if (await copyText(text)) toastDone(tCommon("copied"), { about: "copied" });
	};
	return (
		<Menu
			label={t("more")}
			trigger={<IconButton label={t("more")} icon={<Ellipsis size={16} strokeWidth={1.75} aria-hidden />} />}
		>
			<MenuItem icon={<Lock size={16} strokeWidth={1.75} aria-hidden />} onSelect={onHandOver}>
				{t("handOver")}
			</MenuItem>
			<MenuSeparator />
			<MenuItem
				icon={<Link size={16} strokeWidth={1.75} aria-hidden />}
				onSelect={() => void copy(`${window.location.origin}${path}`)}
			>
				{t("copyLink")}
			</MenuItem>
			<MenuItem
				icon={<ExternalLink size={16} strokeWidth={1.75} aria-hidden />}
				onSelect={() => window.open(path, "_blank", "noopener")}
			>
				{t("openInTab")}
			</MenuItem>
			<MenuItem
				icon={<Copy size={16} strokeWidth={1.75} aria-hidden />}
				onSelect={() => void copy(customer.openid)}
			>
				{t("copyOpenid")}
			</MenuItem>
		</Menu>
	);
}
