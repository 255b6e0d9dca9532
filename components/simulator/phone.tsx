"use client";

import { BatteryFull, ChevronLeft, Ellipsis, Signal, Wifi } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useTimeText } from "@/components/ui/time-text";
import { PhoneInput } from "./phone-input";
import { PhoneLog } from "./phone-log";
import { type Chat, useTranscript, useVirtualNow } from "./simulator-data";
import type { SimulatedChannel } from "./simulator-screen";

interface PhoneProps {
	channel: SimulatedChannel;
	chat: Chat | null;
	/** It is not known yet whose it is. */
	loading: boolean;
	field: RefObject<HTMLTextAreaElement | null>;
}

/** A telephone with the chat of one customer: greys like those people know, the same in both themes, and no artwork of WeChat's. */
export function Phone({ channel, chat, loading, field }: PhoneProps) {
	const t = useTranslations("simulator.phone");
	const transcript = useTranscript(chat);
	const typing = transcript.data?.typing === true;
	return (
		<section
			aria-label={t("label")}
			className="flex max-h-[680px] min-h-[380px] w-[340px] max-w-full flex-1 rounded-[40px] bg-[#1b1f1e] p-2.5 shadow-pop max-sm:max-h-none max-sm:min-h-0 max-sm:w-full max-sm:rounded-card max-sm:p-0"
		>
			<div className="flex min-w-0 flex-1 flex-col overflow-hidden rounded-[31px] bg-[#ededed] text-15 text-[#191919] [color-scheme:light] max-sm:rounded-card">
				<StatusBar />
				<div className="flex h-11 flex-none items-center gap-2 border-b border-[#d9d9d9] px-3.5">
					<ChevronLeft size={22} strokeWidth={1.75} aria-hidden />
					<h2 className="min-w-0 flex-1 truncate text-center text-16 font-medium">
						{typing ? t("typing") : channel.name}
					</h2>
					<Ellipsis size={20} strokeWidth={1.75} aria-hidden />
				</div>
				<PhoneLog
					channelName={channel.name}
					transcript={transcript}
					loading={loading}
					started={chat !== null}
				/>
				<PhoneInput chat={chat} field={field} />
			</div>
		</section>
	);
}

/** The virtual time stands where a telephone has it. */
function StatusBar() {
	const text = useTimeText();
	const now = useVirtualNow();
	return (
		<div
			aria-hidden
			className="flex h-9 flex-none items-center gap-1 px-5.5 pt-1.5 text-13 font-semibold max-sm:hidden"
		>
			<span className="flex-1">{now === null ? "" : text.clock(new Date(now))}</span>
			<Signal size={14} strokeWidth={2.4} />
			<Wifi size={14} strokeWidth={2.4} />
			<BatteryFull size={18} strokeWidth={1.8} />
		</div>
	);
}
