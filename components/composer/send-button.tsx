"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { SendMode, SendPlan } from "./send-plan";

interface SendButtonProps {
	plan: SendPlan;
	mode: SendMode;
	remaining: number | null;
	onSend: () => void;
}

/** Says what it will do: how many messages leave, or that they wait. */
export function SendButton({ plan, mode, remaining, onSend }: SendButtonProps) {
	return (
		<Button
			onClick={onSend}
			look="primary"
			size="sm"
			disabled={plan.blocked !== null && plan.blocked !== "empty"}
			className="max-sm:h-11 max-sm:rounded-card max-sm:px-4 max-sm:text-15"
		>
			<SendWord count={plan.count} mode={mode} remaining={remaining} />
		</Button>
	);
}

function SendWord({ count, mode, remaining }: { count: number } & Omit<SendButtonProps, "plan" | "onSend">) {
	const t = useTranslations("composer");
	if (mode === "hold") return t("hold");
	if (mode !== "now") return t("sendQueued");
	if (count > 1) return t("sendCount", { count });
	return remaining === 1 ? t("sendLast") : t("send");
}
