"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";
import { createQuickReplySchema, type QuickReplyItem } from "@/lib/conversations/quick-reply-schema";
import type { NewQuickReply } from "./quick-reply-data";

interface QuickReplyDialogProps {
	start: NewQuickReply;
	groups: readonly string[];
	/** @throws RequestError */
	create: (reply: NewQuickReply) => Promise<QuickReplyItem>;
	onMade: (reply: QuickReplyItem) => void;
	onClose: () => void;
}

/** Makes a quick reply of one's own. */
export default function QuickReplyDialog({ start, groups, create, onMade, onClose }: QuickReplyDialogProps) {
	const t = useTranslations();
	const errorText = useErrorText();
	const id = useId();
	const [reply, setReply] = useState(start);
	const [tried, setTried] = useState(false);
	const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
	const parsed = createQuickReplySchema.safeParse(reply);
	const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0]));
	const put = (change: Partial<NewQuickReply>) => setReply((before) => ({ ...before, ...change }));
	const used = utf8Bytes(reply.text);

	async function save() {
		setTried(true);
		if (!parsed.success) return;
		setState({ busy: true, error: null });
		try {
			onMade(await create(reply));
		} catch (error) {
			setState({ busy: false, error });
		}
	}

	return (
		<Dialog
			open
			onOpenChange={onClose}
			title={t("composer.quick.newTitle")}
			closeLabel={t("common.close")}
			footer={
				<>
					<span role="alert" className="min-w-0 flex-1 text-12 text-danger-fg">
						{state.error !== null && errorText(state.error)}
						{state.error === null && tried && wrong.size > 0 && t("composer.quick.incomplete")}
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
					void save();
				}}
				className="flex flex-col gap-3.5 px-5 py-4"
			>
				<TextField
					id={`${id}-title`}
					label={t("composer.quick.name")}
					value={reply.title}
					autoFocus
					maxLength={60}
					invalid={tried && wrong.has("title")}
					onChange={(event) => put({ title: event.target.value })}
				/>
				<div className="flex gap-3">
					<TextField
						id={`${id}-shortcut`}
						label={t("composer.quick.shortcut")}
						value={reply.shortcut}
						maxLength={20}
						placeholder="bf1"
						invalid={tried && wrong.has("shortcut")}
						onChange={(event) => put({ shortcut: event.target.value })}
						className="flex-1"
					/>
					<TextField
						id={`${id}-group`}
						label={t("composer.quick.group")}
						value={reply.group}
						maxLength={40}
						list={`${id}-groups`}
						onChange={(event) => put({ group: event.target.value })}
						className="flex-1"
					/>
					<datalist id={`${id}-groups`}>
						{groups.map((group) => (
							<option key={group} value={group} />
						))}
					</datalist>
				</div>
				<div>
					<div className="mb-1.5 flex justify-between text-12">
						<label htmlFor={`${id}-text`} className="font-medium text-fg-2">
							{t("composer.quick.text")}
						</label>
						<span className={used > TEXT_MAX_BYTES ? "text-danger-fg" : "text-fg-3"}>
							{t("composer.bytes", { used, max: TEXT_MAX_BYTES })}
						</span>
					</div>
					<textarea
						id={`${id}-text`}
						value={reply.text}
						rows={4}
						aria-invalid={(tried && wrong.has("text")) || undefined}
						aria-describedby={`${id}-hint`}
						onChange={(event) => put({ text: event.target.value })}
						className="field-sizing-content max-h-60 min-h-24 w-full resize-none rounded-menu border border-control bg-surface px-3 py-2 text-14 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:text-16"
					/>
					<p id={`${id}-hint`} className="mt-1 text-12 text-fg-3">
						{t("composer.quick.hint", { customer: "{{客户名}}", blank: "{{订单号}}" })}
					</p>
				</div>
			</form>
		</Dialog>
	);
}
