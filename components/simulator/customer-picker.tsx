"use client";

import { ChevronDown, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { PICKER } from "./channel-picker";
import { control, useUsers } from "./simulator-data";
import { type SimulatedUser, userSchema } from "./simulator-wire";
import { useAct } from "./use-act";

interface CustomerPickerProps {
	appId: string;
	users: SimulatedUser[];
	user: SimulatedUser | null;
	onChange: (openid: string) => void;
}

/** Whose phone it is. Somebody new needs no name: WeChat tells the console none. */
export function CustomerPicker({ appId, users, user, onChange }: CustomerPickerProps) {
	const t = useTranslations("simulator.customer");
	const act = useAct();
	const { mutate } = useUsers();

	const create = () =>
		act(async () => {
			const body = { id: newId(), nick: t("newName", { number: users.length + 1 }) };
			const created = await control(userSchema, "/users", { method: "POST", body });
			// Chosen before the list has them, somebody else would stand in; a list asked for earlier has them not.
			await mutate((known = []) => [...known, { ...created, nick: body.nick }], { revalidate: false });
			onChange(created.openids[appId] ?? "");
		});

	return (
		<Menu
			label={t("label")}
			trigger={
				<button type="button" className={PICKER}>
					<span className="sr-only">{t("label")}</span>
					{user && <Avatar name={user.nick} seed={user.id} size={18} shape="square" />}
					<span className="min-w-0 flex-1 truncate">{user?.nick ?? t("choose")}</span>
					<ChevronDown size={14} strokeWidth={1.75} aria-hidden />
				</button>
			}
		>
			{users.map((option) => (
				<MenuItem
					key={option.id}
					icon={<Avatar name={option.nick} seed={option.id} size={18} shape="square" />}
					checked={option.id === user?.id}
					onSelect={() => onChange(option.openids[appId] ?? "")}
				>
					{option.nick}
				</MenuItem>
			))}
			{users.length > 0 && <MenuSeparator />}
			<MenuItem
				icon={<UserRoundPlus size={16} strokeWidth={1.75} aria-hidden />}
				onSelect={() => void create()}
			>
				{t("new")}
			</MenuItem>
		</Menu>
	);
}

/** Of our own making: the simulator draws the same ids again after a reset, and those the console knows already. */
const newId = (): string => `c${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
