"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { useSWRConfig } from "swr";
import { useErrorText } from "@/components/api/error-text";
import { inOrder } from "@/components/api/in-order";
import { request } from "@/components/api/request";
import { conversationPath } from "@/components/conversation/conversation-data";
import { useRecords } from "@/components/conversation/records";
import { isListKey } from "@/components/inbox/list-data";
import { TAGS_PATH, useTagColor } from "@/components/inbox/tag-data";
import { TAG_LOOK } from "@/components/inbox/tag-look";
import { useLive } from "@/components/live/live-provider";
import { classNames } from "@/components/ui/class-names";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { ConversationDetail } from "@/lib/conversations/schema";
import { type TagStep, withStep } from "@/lib/conversations/tag-step";
import { Section } from "./section";
import { TagChooser } from "./tag-chooser";

/** The tags of the conversation, to be taken off one by one; more are chosen by typing. */
export function CustomerTags({ id, tags }: { id: string; tags: string[] }) {
	const t = useTranslations("customer");
	const colorOf = useTagColor();
	const change = useChangeTags(id);
	const adding = useRef<HTMLButtonElement>(null);
	const takeOff = (tag: string) => change({ add: [], remove: [tag] });
	return (
		<Section
			title={t("tags")}
			action={
				<TagChooser
					button={adding}
					tags={tags}
					onToggle={(tag) => (tags.includes(tag) ? takeOff(tag) : change({ add: [tag], remove: [] }))}
				/>
			}
		>
			{tags.length > 0 && (
				<ul className="flex flex-wrap gap-1">
					{tags.map((tag) => (
						<li
							key={tag}
							className={classNames(
								"group/tag relative inline-flex h-6 max-w-full items-center rounded-[5px] border px-2 text-12 max-sm:pr-0",
								TAG_LOOK[colorOf(tag)],
							)}
						>
							<span className="min-w-0 truncate">{tag}</span>
							<button
								type="button"
								aria-label={t("removeTag", { tag })}
								onClick={() => {
									takeOff(tag);
									adding.current?.focus();
								}}
								className="absolute -top-2 -right-2 z-10 inline-flex size-4 items-center justify-center rounded-full border border-line-2 bg-raised text-fg-2 opacity-0 group-hover/tag:opacity-100 after:absolute after:-inset-1 hover:bg-hover hover:text-fg focus-visible:opacity-100 pointer-coarse:opacity-100 max-sm:static max-sm:-my-2 max-sm:size-10 max-sm:border-0 max-sm:bg-transparent"
							>
								<X size={10} strokeWidth={2} aria-hidden />
							</button>
						</li>
					))}
				</ul>
			)}
		</Section>
	);
}

/** Puts tags on and takes them off: shown at once, taken back when refused, and by the toast. */
function useChangeTags(id: string) {
	const t = useTranslations();
	const errorText = useErrorText();
	const records = useRecords();
	const { mutate } = useSWRConfig();
	const { syncNow } = useLive();
	return useMemo(() => {
		async function send(step: TagStep, undo?: () => void): Promise<void> {
			const letGo = records.hold(id, { tags: withStep(records.conversation(id)?.tags ?? [], step) });
			try {
				const path = `${conversationPath(id)}/tags`;
				const detail = await inOrder(id, () =>
					request<ConversationDetail>(path, { method: "PUT", body: step }),
				);
				records.putDetail(detail);
				const action = undo && { label: t("common.undo"), onClick: undo };
				toastDone(t("customer.tagsDone"), { about: id, action });
			} catch (error) {
				toastFailed(errorText(error), id);
			} finally {
				letGo();
			}
			void mutate(TAGS_PATH);
			void mutate(isListKey);
			syncNow();
		}
		return (step: TagStep) => void send(step, () => void send({ add: step.remove, remove: step.add }));
	}, [id, t, errorText, records, mutate, syncNow]);
}
