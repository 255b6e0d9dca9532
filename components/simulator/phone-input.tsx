"use client";

import { AudioLines, Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { inOrder } from "@/components/api/in-order";
import { useEnter } from "@/components/ui/composition";
import { type Chat, chatCall } from "./simulator-data";
import { change, useAct } from "./use-act";

/** The line the customer writes in. Enter sends. */
export function PhoneInput({
	chat,
	field,
}: {
	chat: Chat | null;
	field: RefObject<HTMLTextAreaElement | null>;
}) {
	const t = useTranslations("simulator.phone");
	const act = useAct();
	const [text, setText] = useState("");

	function send() {
		field.current?.focus();
		if (!chat || text.trim() === "") return;
		const content = text;
		setText("");
		const path = chatCall(chat, "text");
		void inOrder(path, async () => {
			const sent = await act(() => change(path, { content }));
			if (!sent) setText((written) => written || content);
		});
	}
	const enter = useEnter(send);

	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				send();
			}}
			className="flex min-h-[52px] flex-none items-end gap-2.5 border-t border-[#dcdcdc] bg-[#f7f7f7] px-3 py-2 text-[#333]"
		>
			<AudioLines size={24} strokeWidth={1.6} aria-hidden className="my-1.5" />
			<textarea
				ref={field}
				rows={1}
				value={text}
				disabled={!chat}
				aria-label={t("input")}
				placeholder={t("placeholder")}
				onChange={(event) => setText(event.target.value)}
				{...enter}
				className="field-sizing-content max-h-24 min-h-9 min-w-0 flex-1 resize-none rounded-[5px] bg-white px-2.5 py-[7px] text-15 caret-[#07a35a] outline-none placeholder:text-[#636363] focus:shadow-[0_0_0_1px_#0a7257,0_0_0_4px_#d5ede2] max-sm:text-16"
			/>
			<Smile size={24} strokeWidth={1.6} aria-hidden className="my-1.5" />
			<button
				type="submit"
				className="my-[3px] h-[30px] rounded-[5px] bg-[#0a7f48] px-3 text-14 font-medium text-white hover:bg-[#086b3c] focus-visible:outline-[#2563eb] max-sm:my-0 max-sm:h-11"
			>
				{t("send")}
			</button>
		</form>
	);
}
