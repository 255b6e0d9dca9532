"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { useEnter } from "@/components/ui/composition";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { parseRemindTime, toFieldValue } from "./remind-times";

interface RemindDialogProps {
	/** What the field begins with. */
	first: Date;
	onChoose: (until: Date) => void;
	onClose: () => void;
}

/** Asks when to be reminded, to the minute. */
export function RemindDialog({ first, onChoose, onClose }: RemindDialogProps) {
	const t = useTranslations();
	const id = useId();
	const clock = useClock();
	const [value, setValue] = useState(() => toFieldValue(first));
	const at = parseRemindTime(value, new Date(clock.now()));
	const enter = useEnter(choose);

	function choose() {
		if (!at) return;
		onChoose(at);
		onClose();
	}

	return (
		<Dialog
			open
			onOpenChange={onClose}
			title={t("remind.title")}
			closeLabel={t("common.close")}
			className="w-[400px]!"
			footer={
				<>
					<span id={`${id}-why`} role="status" className="flex-1 text-12 text-danger-fg">
						{value !== "" && !at && t("remind.notThen")}
					</span>
					<Button look="ghost" onClick={onClose}>
						{t("common.cancel")}
					</Button>
					<Button look="primary" disabled={!at} onClick={choose}>
						{t("remind.confirm")}
					</Button>
				</>
			}
		>
			<div className="p-5">
				<TextField
					id={id}
					type="datetime-local"
					label={t("remind.when")}
					value={value}
					invalid={value !== "" && !at}
					aria-describedby={`${id}-why`}
					onChange={(event) => setValue(event.target.value)}
					{...enter}
				/>
			</div>
		</Dialog>
	);
}
