"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { API_FAULTS, type ApiFault, armedFaults, PUSH_FAULTS, type PushFault, toFault } from "./next-faults";
import { type Chat, useFaults } from "./simulator-data";
import { change, remove, useAct } from "./use-act";

/** What shall go wrong the next time, once, for this customer. */
export function FaultSection({ chat }: { chat: Chat }) {
	const t = useTranslations("simulator.faults");
	const act = useAct();
	const id = useId();
	const armed = armedFaults(useFaults().data ?? [], chat);
	const armedCall = API_FAULTS.find((name) => armed.has(name));

	/** Of the calls' faults only one can strike; of the pushes' any. */
	const set = (name: ApiFault | PushFault | "none", replaced: readonly (ApiFault | PushFault)[]) =>
		void act(async () => {
			const wasArmed = name !== "none" && armed.has(name);
			for (const old of replaced) {
				const faultId = armed.get(old);
				if (faultId !== undefined) await remove(`/faults/${faultId}`);
			}
			if (name !== "none" && !wasArmed) await change("/faults", toFault(name, chat));
		});

	return (
		<section
			aria-label={t("title")}
			className="flex flex-none flex-col gap-2 border-t border-line px-3.5 py-2.5 text-12"
		>
			<div className="flex items-center gap-2">
				<label htmlFor={id} className="whitespace-nowrap text-fg-2">
					{t("nextCall")}
				</label>
				<span className="relative min-w-0 flex-1">
					<select
						id={id}
						value={armedCall ?? "none"}
						onChange={(event) => {
							const name = API_FAULTS.find((option) => option === event.target.value) ?? "none";
							set(
								name,
								API_FAULTS.filter((option) => option !== name),
							);
						}}
						className="h-7 w-full appearance-none rounded-control border border-control bg-surface pr-7 pl-2.5 max-sm:h-11"
					>
						<option value="none">{t("normal")}</option>
						{API_FAULTS.map((name) => (
							<option key={name} value={name}>
								{t(`long.${toKey(name)}`)}
							</option>
						))}
					</select>
					<ChevronDown
						size={14}
						strokeWidth={1.75}
						aria-hidden
						className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2"
					/>
				</span>
			</div>
			<fieldset className="flex flex-wrap gap-1.5" aria-label={t("nextCall")}>
				{API_FAULTS.map((name) => (
					<FaultChip key={name} on={armed.has(name)} onClick={() => set(name, API_FAULTS)}>
						{t(`short.${toKey(name)}`)}
					</FaultChip>
				))}
			</fieldset>
			<fieldset className="flex flex-wrap items-center gap-1.5" aria-label={t("nextPush")}>
				<span aria-hidden className="text-fg-2">
					{t("nextPush")}
				</span>
				{PUSH_FAULTS.map((name) => (
					<FaultChip key={name} on={armed.has(name)} onClick={() => set(name, [name])}>
						{t(`push.${name}`)}
					</FaultChip>
				))}
			</fieldset>
		</section>
	);
}

function FaultChip({ on, onClick, children }: { on: boolean; onClick: () => void; children: string }) {
	return (
		<button
			type="button"
			aria-pressed={on}
			onClick={onClick}
			className={classNames(
				"inline-flex h-6 items-center rounded-full border border-line-2 px-[7px] whitespace-nowrap text-fg-2 hover:bg-hover max-sm:h-11 max-sm:px-3",
				on && "border-warn-line bg-warn-tint font-medium text-warn-fg hover:bg-warn-tint",
			)}
		>
			{children}
		</button>
	);
}

/** Message keys are words. */
const KEYS = {
	"45047": "count",
	"45015": "time",
	"40001": "token",
	"-1": "busy",
	timeout: "timeout",
} as const satisfies Record<ApiFault, string>;
const toKey = (name: ApiFault) => KEYS[name];
