"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Segments } from "@/components/ui/segments";
import { FaultSection } from "./fault-section";
import { RecordDetail } from "./record-detail";
import { RecordList } from "./record-list";
import { type Chat, useAccounts, useLog } from "./simulator-data";
import { ToolSection } from "./tool-section";
import { change, remove, useAct } from "./use-act";

/** What went over the wire for this customer, the official tool, and what shall go wrong next. */
export function RecordSide({ appId, chat }: { appId: string; chat: Chat | null }) {
	const t = useTranslations("simulator.record");
	const act = useAct();
	const { data, error } = useLog(appId);
	const [chosenId, setChosenId] = useState<number | null>(null);
	// Calls that name no customer, like those for a token, are everybody's.
	const entries = data?.filter(({ openid }) => openid === null || openid === chat?.openid);
	const shown = entries?.find(({ id }) => id === chosenId) ?? entries?.at(-1);
	return (
		<aside aria-label={t("title")} className="flex min-h-0 min-w-0 flex-col bg-surface">
			<header className="flex h-13 flex-none items-center gap-2 border-b border-line px-3.5">
				<h2 className="font-semibold">{t("title")}</h2>
				<span className="text-12 text-fg-3">{entries?.length}</span>
				<span className="flex-1" />
				<PushFormat appId={appId} />
				<IconButton
					label={t("clear")}
					onClick={() => void act(() => remove("/log"))}
					icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />}
				/>
			</header>
			<div className="flex min-h-0 flex-1 flex-col max-sm:min-h-[300px]">
				<RecordList
					entries={entries}
					error={data ? undefined : error}
					shownId={shown?.id ?? null}
					onChoose={setChosenId}
				/>
				{shown && <RecordDetail key={shown.id} entry={shown} />}
			</div>
			<ToolSection appId={appId} />
			{chat && <FaultSection chat={chat} />}
		</aside>
	);
}

const FORMATS = [
	{ value: "json", label: "JSON" },
	{ value: "xml", label: "XML" },
] as const;

/** How WeChat writes its pushes to this Mini Program; the console reads both. */
function PushFormat({ appId }: { appId: string }) {
	const t = useTranslations("simulator.record");
	const act = useAct();
	const account = useAccounts().data?.find(({ appid }) => appid === appId);
	if (!account) return null;
	return (
		<Segments
			label={t("pushFormat")}
			value={account.push.format}
			options={[...FORMATS]}
			onChange={(format) => void act(() => change(`/accounts/${appId}/format`, { format }))}
		/>
	);
}
