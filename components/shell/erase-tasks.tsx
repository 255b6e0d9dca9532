"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import { type EraseTask, erase } from "./channel-data";

/** Customers whose data WeChat asks to delete. It is done by a person, and asked once more. */
export function EraseTasks({ tasks, onErased }: { tasks: EraseTask[]; onErased: () => void }) {
	const t = useTranslations("alarm.erase");
	return (
		<section className="border-t border-line">
			<h3 className="px-4 pt-3 text-12 font-semibold text-fg-2">{t("title")}</h3>
			<ul>
				{tasks.map((task) => (
					<Task key={task.id} task={task} onErased={onErased} />
				))}
			</ul>
		</section>
	);
}

function Task({ task, onErased }: { task: EraseTask; onErased: () => void }) {
	const t = useTranslations();
	const errorText = useErrorText();
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);
	const customer = () => (
		<StrangerText>{task.name ? `${task.name}（${task.openid}）` : task.openid}</StrangerText>
	);

	function confirm() {
		setBusy(true);
		erase(task)
			.then(() => toastDone(t("alarm.erase.done")))
			.catch((error: unknown) => toastFailed(errorText(error), task.id))
			.finally(() => {
				setBusy(false);
				setAsking(false);
				onErased();
			});
	}

	return (
		<li className="border-b border-line px-4 py-3 last:border-b-0 [overflow-wrap:anywhere]">
			<p>
				<b className="font-semibold">{task.channel.name}</b>
			</p>
			<p className="text-12 text-fg-2">{t.rich("alarm.erase.text", { customer })}</p>
			<p className="mt-1 text-12 text-fg-3">
				<TimeText at={task.askedAt} as="full" /> · <code>{task.event}</code>
			</p>
			<Button look="danger" size="sm" onClick={() => setAsking(true)} className="mt-2 max-sm:h-11">
				<Trash2 size={13} strokeWidth={2} aria-hidden />
				{t("alarm.erase.action")}
			</Button>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title={t("alarm.erase.confirmTitle")}
				cancelLabel={t("common.cancel")}
				confirmLabel={t("alarm.erase.action")}
				dangerous
				busy={busy}
				onConfirm={confirm}
			>
				{t.rich("alarm.erase.confirmText", {
					channel: task.channel.name,
					customer,
					b: (text: ReactNode) => <b className="text-fg">{text}</b>,
				})}
			</ConfirmDialog>
		</li>
	);
}
