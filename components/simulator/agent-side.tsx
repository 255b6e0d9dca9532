"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ThreadPane } from "@/components/conversation/thread-pane";
import type { JumpTarget } from "@/components/conversation/use-log-jump";
import { CustomerDrawer } from "@/components/customer/customer-drawer";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
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
	const [target, setTarget] = useState<JumpTarget | null>(null);
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
				target={target}
				onTargetLeft={() => setTarget(null)}
			/>
			<CustomerDrawer
				conversationId={conversationId}
				open={drawerOpen}
				onOpenChange={setDrawerOpen}
				onOpen={(id, messageId) => {
					if (id !== conversationId || messageId === undefined)
						return window.location.assign(`${INBOX_PATH}/${id}`);
					setDrawerOpen(false);
					setTarget((before) => ({ messageId, turn: (before?.turn ?? 0) + 1 }));
				}}
			/>
		</>
	);
}
