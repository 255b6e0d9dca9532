"use client";

import { CircleAlert, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";
import { signIn } from "./sessions";

type Problem =
	| { kind: "invalid"; left: number | null }
	| { kind: "throttled"; minutes: number }
	| { kind: "unreachable" };

/** E-mail and password. Says the same whether or not the address exists. */
export function SignInForm({ email, onSignedIn }: { email?: string; onSignedIn: (email: string) => void }) {
	const t = useTranslations("signIn");
	const id = useId();
	const [busy, setBusy] = useState(false);
	const [shown, setShown] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (busy) return;
		const fields = new FormData(event.currentTarget);
		setBusy(true);
		const address = String(fields.get("email"));
		const found = await trySignIn(address, String(fields.get("password")));
		setProblem(found);
		if (found) setBusy(false);
		else onSignedIn(address);
	}

	const RevealIcon = shown ? EyeOff : Eye;
	return (
		<form method="post" onSubmit={submit} className="flex flex-col gap-4">
			{problem && (
				<div
					role="alert"
					className="flex items-center gap-2.5 rounded-menu border border-danger-line bg-danger-tint px-3 py-2.5"
				>
					<CircleAlert size={16} strokeWidth={1.75} aria-hidden className="text-danger-fg" />
					<ProblemText problem={problem} />
				</div>
			)}
			<TextField
				id={`${id}-email`}
				name="email"
				type="email"
				label={t("email")}
				autoComplete="username"
				defaultValue={email}
				required
			/>
			<TextField
				id={`${id}-password`}
				name="password"
				type={shown ? "text" : "password"}
				label={t("password")}
				autoComplete="current-password"
				required
				end={
					<button
						type="button"
						aria-label={shown ? t("hidePassword") : t("showPassword")}
						onClick={() => setShown(!shown)}
						className="inline-flex size-6 flex-none items-center justify-center rounded-control text-fg-2 hover:bg-hover"
					>
						<RevealIcon size={16} strokeWidth={1.75} aria-hidden />
					</button>
				}
			/>
			<Button type="submit" look="primary" size="lg" busy={busy} className="mt-1 w-full max-sm:h-11">
				{busy ? t("submitting") : t("submit")}
			</Button>
		</form>
	);
}

/** Null when signed in. */
async function trySignIn(email: string, password: string): Promise<Problem | null> {
	// No answer, or one that is none of ours, as of a proxy whose server is down.
	const answer = await signIn(email, password).catch(() => null);
	if (!answer) return { kind: "unreachable" };
	if (answer.signedIn) return null;
	const [code, detail] = answer.refusal.split(":");
	const number = detail === undefined ? null : Number(detail);
	if (code === "invalid" || code === "CredentialsSignin") return { kind: "invalid", left: number };
	if (code !== "throttled") return { kind: "unreachable" };
	return { kind: "throttled", minutes: Math.max(1, Math.ceil(((number ?? 0) * SECOND_MS) / MINUTE_MS)) };
}

function ProblemText({ problem }: { problem: Problem }) {
	const t = useTranslations("signIn");
	if (problem.kind === "throttled") return t("throttled", { minutes: problem.minutes });
	if (problem.kind === "unreachable") return t("unreachable");
	return problem.left === null ? t("invalid") : t("invalidLeft", { left: problem.left });
}
