"use client";

import { Copy, Image as ImageIcon, LayoutTemplate, LogIn, type LucideIcon, ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import { CardDialog } from "./card-dialog";
import { EnterDialog } from "./enter-dialog";
import { ImageMenu } from "./image-menu";
import { type Chat, chatCall, control } from "./simulator-data";
import { attackSchema, pushesSchema, type SimulatedUser } from "./simulator-wire";
import { change, useAct } from "./use-act";

/** Where the contact button may have been; WeChat says `wxapp` when it names no place. */
const PLACES = ["order", "goods", "member"] as const;

interface PhoneActionsProps {
	chat: Chat | null;
	user: SimulatedUser | null;
	/** The account encrypts what it pushes. */
	encrypted: boolean;
}

/** Everything a customer, or somebody who pretends to be WeChat, can do beside writing. */
export function PhoneActions({ chat, user, encrypted }: PhoneActionsProps) {
	const t = useTranslations("simulator.actions");
	const act = useAct();
	const [dialog, setDialog] = useState<"enter" | "card" | null>(null);
	if (!chat || !user) return null;

	const enter = (sessionFrom?: string) =>
		void act(() => change(chatCall(chat, "enter"), sessionFrom === undefined ? {} : { sessionFrom }));

	const repeat = () =>
		void act(async () => {
			const [last] = await control(pushesSchema, `/pushes?appid=${chat.appId}&openid=${chat.openid}&limit=1`);
			if (!last) return toastFailed(t("nothingToRepeat"));
			await change(`/pushes/${last.id}/repeat`);
			toastDone(t("repeated"));
		});

	const forge = () =>
		void act(async () => {
			// An encrypted push proves itself by another signature than a clear one.
			const attack = encrypted ? "wrong-msg-signature" : "wrong-signature";
			const options = { method: "POST", body: { user: user.id } } as const;
			const { ok, status } = await control(attackSchema, `/attacks/${chat.appId}/${attack}`, options);
			if (ok) toastDone(t("forgeryRefused", { status: status ?? 0 }));
			else toastFailed(t("forgeryAccepted", { status: status ?? 0 }));
		});

	return (
		<div className="flex w-[340px] max-w-full flex-none flex-wrap justify-center gap-1.5 max-sm:w-full">
			<Menu
				label={t("enterFrom")}
				align="start"
				side="top"
				trigger={<ActionChip icon={LogIn}>{t("enter")}</ActionChip>}
			>
				{PLACES.map((place) => (
					<MenuItem key={place} onSelect={() => enter(t(`places.${place}`))}>
						{t(`places.${place}`)}
					</MenuItem>
				))}
				<MenuItem onSelect={() => enter()}>{t("places.none")}</MenuItem>
				<MenuItem onSelect={() => setDialog("enter")}>{t("places.other")}</MenuItem>
			</Menu>
			<ImageMenu chat={chat} trigger={<ActionChip icon={ImageIcon}>{t("image")}</ActionChip>} />
			<ActionChip icon={LayoutTemplate} onClick={() => setDialog("card")}>
				{t("card")}
			</ActionChip>
			<ActionChip icon={Copy} onClick={repeat}>
				{t("repeat")}
			</ActionChip>
			<ActionChip icon={ShieldAlert} onClick={forge}>
				{t("forge")}
			</ActionChip>
			<EnterDialog
				open={dialog === "enter"}
				onOpenChange={(open) => setDialog(open ? "enter" : null)}
				onEnter={enter}
			/>
			<CardDialog
				chat={chat}
				open={dialog === "card"}
				onOpenChange={(open) => setDialog(open ? "card" : null)}
			/>
		</div>
	);
}

function ActionChip({ icon: Icon, children, ...rest }: ComponentProps<"button"> & { icon: LucideIcon }) {
	return (
		<button
			type="button"
			{...rest}
			className="inline-flex h-6 items-center gap-1 rounded-full border border-line-2 bg-surface px-2 text-12 text-fg-2 hover:bg-hover hover:text-fg max-sm:h-11"
		>
			<Icon size={13} strokeWidth={1.75} aria-hidden />
			{children}
		</button>
	);
}
