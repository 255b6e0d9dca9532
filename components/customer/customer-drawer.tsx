"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { CloseButton } from "@/components/ui/close-button";
import { CustomerPanel } from "./customer-panel";

interface CustomerDrawerProps {
	conversationId: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Shows another conversation, or a message of one; without it its page is loaded. */
	onOpen?: (conversationId: string, messageId?: string) => void;
}

/** The customer panel over the page, where there is no room beside the thread: from the right, on phones from below. */
export function CustomerDrawer({ conversationId, open, onOpenChange, onOpen }: CustomerDrawerProps) {
	const t = useTranslations();
	// What was gone to lies under the drawer.
	const leave =
		onOpen &&
		((...to: Parameters<typeof onOpen>) => {
			onOpenChange(false);
			onOpen(...to);
		});
	return (
		<Dialog.Root open={open} onOpenChange={onOpenChange}>
			<Dialog.Portal>
				<Dialog.Overlay className="fixed inset-0 z-40 bg-(--scrim)" />
				<Dialog.Content
					aria-describedby={undefined}
					// The key that opens it closes it, too.
					data-keys="customerPanel"
					className="fixed inset-y-0 right-0 z-40 flex w-[320px] max-w-full flex-col overflow-y-auto border-l border-line bg-surface shadow-dialog max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[80dvh] max-sm:w-full max-sm:animate-rise max-sm:rounded-t-sheet max-sm:border-l-0 max-sm:pb-6"
				>
					<Dialog.Title className="sr-only">{t("customer.label")}</Dialog.Title>
					{/* First in order: the focus starts here, and Escape closes the drawer at once. */}
					<Dialog.Close asChild>
						<CloseButton label={t("common.close")} className="absolute top-2 right-2" />
					</Dialog.Close>
					<CustomerPanel conversationId={conversationId} onOpen={leave} />
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
