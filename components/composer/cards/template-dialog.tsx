"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import type { CardItem, CreateCard } from "@/lib/channels/card-schema";
import { NOTHING_WRITTEN, type TemplateNames, templateDraft, type WrittenCard } from "./card-draft";
import { CardWriter } from "./card-writer";
import { useFaultText } from "./fault-text";
import type { CardShown } from "./field-cards";

interface TemplateDialogProps {
	type: CardShown["type"];
	channelId: string;
	/** Through it the cover is uploaded. */
	conversationId: string;
	groups: readonly string[];
	/** @throws RequestError */
	create: (card: CreateCard) => Promise<CardItem>;
	onMade: (card: CardItem) => void;
	onClose: () => void;
}

/** Puts a card or a link into the channel's library, for every colleague; blanks are filled in when it is sent. */
export function TemplateDialog(props: TemplateDialogProps) {
	const { type, channelId, conversationId, groups, create, onMade, onClose } = props;
	const t = useTranslations();
	const errorText = useErrorText();
	const faultText = useFaultText();
	const id = useId();
	const [names, setNames] = useState<TemplateNames>({ name: "", group: "" });
	const [written, setWritten] = useState<WrittenCard>({ ...NOTHING_WRITTEN, type });
	const [tried, setTried] = useState(false);
	const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
	const first = useRef<HTMLInputElement>(null);
	const draft = templateDraft(channelId, names, written);
	const wrongName = draft.fault?.kind === "invalid" && draft.fault.field in names ? draft.fault.field : null;

	async function save() {
		setTried(true);
		if (!draft.template || state.busy) return;
		setState({ busy: true, error: null });
		try {
			onMade(await create(draft.template));
		} catch (error) {
			setState({ busy: false, error });
		}
	}

	return (
		<Dialog
			open
			onOpenChange={onClose}
			title={t("composer.cards.newTemplate")}
			closeLabel={t("common.close")}
			initialFocus={first}
			footer={
				<>
					<span role="alert" className="min-w-0 flex-1 text-12 text-danger-fg">
						{state.error !== null && errorText(state.error)}
						{state.error === null && tried && wrongName && draft.fault && faultText(draft.fault)}
					</span>
					<Button onClick={onClose} className="max-sm:h-11">
						{t("common.cancel")}
					</Button>
					<Button look="primary" type="submit" form={`${id}-form`} busy={state.busy} className="max-sm:h-11">
						{t("common.save")}
					</Button>
				</>
			}
		>
			<form
				id={`${id}-form`}
				onSubmit={(event) => {
					event.preventDefault();
					// The picker below has a form's keys of its own.
					event.stopPropagation();
					void save();
				}}
				className="flex flex-col gap-3.5 px-5 py-4"
			>
				<div className="flex gap-3">
					{(["name", "group"] as const).map((field) => (
						<TextField
							key={field}
							id={`${id}-${field}`}
							label={t(`composer.cards.${field}`)}
							value={names[field]}
							ref={field === "name" ? first : undefined}
							maxLength={60}
							invalid={tried && wrongName === field}
							list={field === "group" ? `${id}-groups` : undefined}
							onChange={(event) => setNames((before) => ({ ...before, [field]: event.target.value }))}
							className="flex-1"
						/>
					))}
					<datalist id={`${id}-groups`}>
						{groups.map((group) => (
							<option key={group} value={group} />
						))}
					</datalist>
				</div>
				<CardWriter
					conversationId={conversationId}
					card={written}
					fault={draft.fault}
					tried={tried && wrongName === null}
					focused={false}
					onChange={setWritten}
				/>
				<p className="text-12 text-fg-3">{t("composer.cards.templateHint", { blank: "{{订单号}}" })}</p>
			</form>
		</Dialog>
	);
}
