"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

interface EnterDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onEnter: (sessionFrom: string) => void;
}

/** Enters with any `session-from`, as the Mini Program's own button would give it. */
export function EnterDialog({ open, onOpenChange, onEnter }: EnterDialogProps) {
	const t = useTranslations();
	const id = useId();
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("simulator.enterDialog.title")}
			closeLabel={t("common.close")}
			sheet
			footer={
				<>
					<span className="flex-1" />
					<Button type="submit" form={id} look="primary" className="max-sm:h-11">
						{t("simulator.actions.enter")}
					</Button>
				</>
			}
		>
			<form
				id={id}
				className="px-5 py-4"
				onSubmit={(event) => {
					event.preventDefault();
					onEnter(String(new FormData(event.currentTarget).get("sessionFrom")));
					onOpenChange(false);
				}}
			>
				<TextField
					id={`${id}-source`}
					name="sessionFrom"
					label={t("simulator.enterDialog.source")}
					defaultValue={'{"page":"order","id":"20261119088213"}'}
				/>
			</form>
		</Dialog>
	);
}
