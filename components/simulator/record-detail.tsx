"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { type Piece, prettyBody } from "./pretty-body";
import type { LogEntry } from "./simulator-wire";

/** The bodies of one exchange, laid out. An encrypted push can also be seen as it was sent. */
export function RecordDetail({ entry }: { entry: LogEntry }) {
	const t = useTranslations("simulator.record");
	const { request, response } = entry;
	const [raw, setRaw] = useState(false);
	const encrypted = request.plain !== undefined && request.plain !== request.body;
	const sent = encrypted && !raw ? (request.plain ?? "") : request.body;
	return (
		<section
			aria-label={t("detail")}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
			tabIndex={0}
			className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-3.5 py-3 -outline-offset-2"
		>
			<div className="flex items-center gap-2">
				<h3 className="text-12 font-semibold">{t("request")}</h3>
				<span className="flex-1" />
				{encrypted && (
					<fieldset className="flex rounded-control bg-hover p-0.5" aria-label={t("form")}>
						<FormButton on={!raw} onClick={() => setRaw(false)}>
							{t("clearText")}
						</FormButton>
						<FormButton on={raw} onClick={() => setRaw(true)}>
							{t("asSent")}
						</FormButton>
					</fieldset>
				)}
			</div>
			<p className="font-mono text-[11px]/4 [overflow-wrap:anywhere] text-fg-3">
				{request.method} {encrypted && !raw ? request.url.split("?")[0] : request.url}
			</p>
			<Body text={sent} label={t("copyRequest")} />
			<h3 className="text-12 font-semibold">
				{t("response")}
				{response && <span className="ml-1.5 font-normal text-fg-3">HTTP {response.status}</span>}
			</h3>
			{response ? (
				<Body text={response.body} label={t("copyResponse")} />
			) : (
				<p className="text-12 text-danger-fg">{t("noResponse")}</p>
			)}
		</section>
	);
}

function FormButton({ on, onClick, children }: { on: boolean; onClick: () => void; children: string }) {
	return (
		<button
			type="button"
			aria-pressed={on}
			onClick={onClick}
			className={classNames(
				"h-6 rounded-chip px-2 text-12 text-fg-2 max-sm:h-10",
				on && "bg-surface font-medium text-fg shadow-[0_0_0_1px_var(--line-2)]",
			)}
		>
			{children}
		</button>
	);
}

const COLOURS: Record<Piece["kind"], string> = {
	name: "text-xfer-fg",
	text: "text-ok-fg",
	number: "text-warn-fg",
	plain: "",
};

function Body({ text, label }: { text: string; label: string }) {
	const t = useTranslations();
	const pieces = useMemo(() => prettyBody(text), [text]);
	if (text === "") return <p className="text-12 text-fg-3">{t("simulator.record.emptyBody")}</p>;
	return (
		<div className="relative flex-none">
			<pre
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
				tabIndex={0}
				className="overflow-x-auto rounded-control border border-line bg-sunken py-2 pr-9 pl-2.5 font-mono text-[11.5px]/[18px] text-fg-2 -outline-offset-2"
			>
				{pieces.map((piece, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a body never change places.
					<span key={at} className={COLOURS[piece.kind]}>
						{piece.text}
					</span>
				))}
			</pre>
			<span className="absolute top-1.5 right-1.5">
				<CopyButton
					text={pieces.map((piece) => piece.text).join("")}
					label={label}
					done={t("common.copied")}
				/>
			</span>
		</div>
	);
}
