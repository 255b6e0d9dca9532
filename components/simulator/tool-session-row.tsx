"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { useEnter } from "@/components/ui/composition";
import { useTimeText } from "@/components/ui/time-text";
import { control } from "./simulator-data";
import { type ToolSession, toolAgentsSchema } from "./simulator-wire";
import { change, useAct } from "./use-act";

interface ToolSessionRowProps {
	appId: string;
	session: ToolSession;
	state: "waiting" | "active";
}

/** One customer in the official tool: to be accepted, or to be answered and closed. */
export function ToolSessionRow({ appId, session, state }: ToolSessionRowProps) {
	const t = useTranslations("simulator.tool");
	const text = useTimeText();
	const act = useAct();
	const { openid, user, items, expiresAt } = session;
	const last = items.findLast(({ from }) => from !== "system");
	const call = (name: string, body: object) => act(() => change(`/tool/${appId}/${name}`, body));

	const accept = () =>
		act(async () => {
			const agent = await someAgent(appId, t("agentName"));
			await change(`/tool/${appId}/accept`, { agent, user: openid });
		});

	return (
		<li className="flex flex-col gap-1.5 px-3.5 py-1.5 text-12">
			<div className="flex items-center gap-2">
				<Avatar name={user.nick} seed={openid} size={24} shape="square" />
				<span className="min-w-0 flex-1">
					<span className="flex gap-1.5">
						<span className="truncate font-medium">{user.nick}</span>
						<span className="whitespace-nowrap text-fg-3">
							{state === "active" && expiresAt
								? t("activeUntil", { time: text.clock(new Date(expiresAt)) })
								: t("waiting")}
						</span>
					</span>
					<span className="block truncate text-fg-2">{last && (last.text ?? `[${last.type}]`)}</span>
				</span>
				{state === "waiting" ? (
					<Button size="xs" look="primary" onClick={() => void accept()} className="max-sm:h-11">
						{t("accept")}
					</Button>
				) : (
					<Button size="xs" onClick={() => void call("close", { user: openid })} className="max-sm:h-11">
						{t("close")}
					</Button>
				)}
			</div>
			{state === "active" && (
				<ToolReply name={user.nick} onSend={(said) => call("reply", { user: openid, text: said })} />
			)}
		</li>
	);
}

function ToolReply({ name, onSend }: { name: string; onSend: (text: string) => Promise<boolean> }) {
	const t = useTranslations("simulator.tool");
	const [text, setText] = useState("");
	async function send() {
		if (text.trim() !== "" && (await onSend(text))) setText("");
	}
	const enter = useEnter(() => void send());
	return (
		<form
			className="flex gap-1.5"
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			<input
				value={text}
				onChange={(event) => setText(event.target.value)}
				{...enter}
				aria-label={t("replyTo", { name })}
				placeholder={t("placeholder")}
				className="h-6 min-w-0 flex-1 rounded-control border border-control bg-surface px-2 outline-none placeholder:text-fg-3 focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11 max-sm:text-16"
			/>
			<Button type="submit" size="xs" className="max-sm:h-11">
				{t("reply")}
			</Button>
		</form>
	);
}

/** Somebody of the tool who is there; a simulator that has just been reset has nobody. */
async function someAgent(appId: string, name: string): Promise<string> {
	const agents = await control(toolAgentsSchema, `/tool/${appId}/agents`);
	const present = agents.find(({ status }) => status !== "offline");
	if (present) return present.id;
	const id = "phone-page";
	await change(`/tool/${appId}/agents`, { id, name });
	return id;
}
