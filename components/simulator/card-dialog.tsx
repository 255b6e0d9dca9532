"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { type Chat, chatCall } from "./simulator-data";
import { change, useAct } from "./use-act";

interface CardDialogProps {
	chat: Chat;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** A Mini Program card, as a customer shares it into the chat. */
export function CardDialog({ chat, open, onOpenChange }: CardDialogProps) {
	const t = useTranslations();
	const act = useAct();
	const id = useId();

	async function send(fields: FormData) {
		const card = { title: String(fields.get("title")), pagepath: String(fields.get("pagepath")) };
		if (await act(() => change(chatCall(chat, "card"), card))) onOpenChange(false);
	}

	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("simulator.card.dialog")}
			closeLabel={t("common.close")}
			sheet
			footer={
				<>
					<span className="flex-1" />
					<Button type="submit" form={id} look="primary" className="max-sm:h-11">
						{t("simulator.actions.card")}
					</Button>
				</>
			}
		>
			<form
				id={id}
				className="flex flex-col gap-4 px-5 py-4"
				onSubmit={(event) => {
					event.preventDefault();
					void send(new FormData(event.currentTarget));
				}}
			>
				<TextField
					id={`${id}-title`}
					name="title"
					label={t("simulator.card.title")}
					defaultValue={t("simulator.card.sampleTitle")}
					required
				/>
				<TextField
					id={`${id}-path`}
					name="pagepath"
					label={t("simulator.card.path")}
					defaultValue="pages/goods/detail?id=1024"
					required
				/>
			</form>
		</Dialog>
	);
}
