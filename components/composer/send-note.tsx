"use client";

import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";
import { TEXT_MAX_BYTES } from "@/lib/channels/limits";
import { showsLiteralTags } from "./literal-tags";
import type { SendMode, SendPlan } from "./send-plan";

/** From here on the length is shown. */
const NEAR_MAX_BYTES = TEXT_MAX_BYTES * 0.8;

interface SendNoteProps {
	plan: SendPlan;
	mode: SendMode;
	remaining: number | null;
	/** What is left is said above the field already. */
	told: boolean;
	text: string;
}

/** Beside the button the one thing that matters most now: what forbids sending, what it costs, or what Enter does. */
export function SendNote({ plan, mode, remaining, told, text }: SendNoteProps) {
	const t = useTranslations("composer");
	const { blocked, bytes, count } = plan;
	if (blocked === "too_long")
		return <Refusal>{t("tooLong", { over: bytes - TEXT_MAX_BYTES, max: TEXT_MAX_BYTES })}</Refusal>;
	if (blocked === "blanks")
		return <span className="text-warn-fg">{t("blanks", { count: plan.blanks.length })}</span>;
	if (blocked === "picture_failed") return <Refusal>{t("pictureFailed")}</Refusal>;
	if (blocked === "over_quota")
		return <Refusal>{t("overQuota", { count, remaining: remaining ?? 0 })}</Refusal>;
	const length = bytes > NEAR_MAX_BYTES && t("bytes", { used: bytes, max: TEXT_MAX_BYTES });
	const cost = <CostNote count={Math.max(1, count)} mode={mode} remaining={remaining} told={told} />;
	if (showsLiteralTags(text)) return <span className="text-warn-fg">{t("literalTags")}</span>;
	if (!length) return cost;
	return (
		<>
			{length}
			{remaining !== null && remaining <= 2 && !told && mode !== "offline" && <> · {cost}</>}
		</>
	);
}

function Refusal({ children }: { children: string }) {
	return (
		<span role="alert" className="text-danger-fg">
			{children}
		</span>
	);
}

type CostNoteProps = Pick<SendNoteProps, "mode" | "remaining" | "told"> & { count: number };

function CostNote({ count, mode, remaining, told }: CostNoteProps) {
	const t = useTranslations("composer");
	if (mode === "offline") return t("sendsWhenBack");
	if (mode === "paused") return t("sendsWhenMended");
	if (remaining === null || (count < 2 && (told || remaining > 2))) return <KeyNote mode={mode} />;
	const left = remaining - count;
	return <span className={left === 0 ? "text-warn-fg" : undefined}>{t("afterSend", { count: left })}</span>;
}

function KeyNote({ mode }: { mode: SendMode }) {
	const t = useTranslations("composer");
	return (
		<span data-keys className="flex items-center justify-end gap-1">
			<Kbd>⏎</Kbd> {t(mode === "hold" ? "hold" : "send")}
			<span className="w-1" />
			<Kbd>⇧</Kbd>
			<Kbd>⏎</Kbd> {t("newline")}
		</span>
	);
}
