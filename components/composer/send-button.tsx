"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { SendMode, SendPlan } from "./send-plan";

interface SendButtonProps {
	plan: SendPlan;
	mode: SendMode;
	remaining: number | null;
	onSend: () => void;
	onSendAndEnd: () => void;
	/** Sends what the window allows and holds the rest. */
	onSendSome: () => void;
}

/** Says what it will do: how many messages leave, or that they wait. Behind the arrow are the other ways to send. */
export function SendButton({ plan, mode, remaining, onSend, onSendAndEnd, onSendSome }: SendButtonProps) {
	const t = useTranslations("composer");
	const blocked = plan.blocked !== null && plan.blocked !== "empty";
	const word = <SendWord count={plan.count} mode={mode} remaining={remaining} />;
	const overQuota = plan.blocked === "over_quota" && remaining !== null;
	// What is held has one way to go.
	const split = mode !== "hold";
	return (
		<span className="inline-flex flex-none">
			<Button
				look="primary"
				size="sm"
				disabled={blocked}
				onClick={onSend}
				className={classNames(
					"max-sm:h-11 max-sm:rounded-card max-sm:px-4 max-sm:text-15",
					split && "sm:rounded-r-none",
				)}
			>
				{word}
			</Button>
			{split && (
				<span className="max-sm:hidden">
					<Menu
						label={t("sendMenu")}
						side="top"
						trigger={
							<Button
								look="primary"
								size="sm"
								aria-label={t("sendMenu")}
								disabled={blocked && !overQuota}
								className="rounded-l-none border-l-[color-mix(in_srgb,var(--accent-on)_35%,transparent)] px-[7px]"
							>
								<ChevronDown size={14} strokeWidth={1.75} aria-hidden />
							</Button>
						}
					>
						{overQuota ? (
							<MenuItem onSelect={onSendSome}>{t("sendSome", { now: remaining })}</MenuItem>
						) : (
							<>
								<MenuItem keyHint="⏎" onSelect={onSend}>
									{word}
								</MenuItem>
								<MenuItem keyHint="⌘⇧⏎" onSelect={onSendAndEnd}>
									{t("sendAndEnd")}
								</MenuItem>
							</>
						)}
					</Menu>
				</span>
			)}
		</span>
	);
}

function SendWord({
	count,
	mode,
	remaining,
}: { count: number } & Pick<SendButtonProps, "mode" | "remaining">) {
	const t = useTranslations("composer");
	if (mode === "hold") return t("hold");
	if (mode !== "now") return t("sendQueued");
	if (count > 1) return t("sendCount", { count });
	return remaining === 1 ? t("sendLast") : t("send");
}
