"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ThreadPane } from "@/components/conversation/thread-pane";
import { CustomerDrawer } from "@/components/customer/customer-drawer";
import { EmptyState } from "@/components/ui/empty-state";
import type { AgentRef } from "@/lib/conversations/schema";

/** What the agent sees of the same chat: the very thread of the inbox. */
export function AgentSide({
	conversationId,
	me,
	onBack,
}: {
	conversationId: string | null;
	me: AgentRef;
	onBack: () => void;
}) {
	const t = useTranslations("simulator.thread");
	const [drawerOpen, setDrawerOpen] = useState(false);
	if (!conversationId)
		return (
			<EmptyState
				picture={<MessagesSquare size={40} strokeWidth={1.2} aria-hidden className="text-fg-3" />}
				title={t("emptyTitle")}
				text={t("emptyText")}
			/>
		);
	return (
		<>
			<ThreadPane
				key={conversationId}
				id={conversationId}
				me={me}
				customerShown={drawerOpen}
				onToggleCustomer={() => setDrawerOpen(true)}
				onBack={onBack}
			/>
			<CustomerDrawer conversationId={conversationId} open={drawerOpen} onOpenChange={setDrawerOpen} />
		</>
	);
}
