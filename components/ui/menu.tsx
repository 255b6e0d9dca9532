"use client";

import { Slot } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { layersNow, useLayers } from "./layers";
import type { MenuChoiceProps, MenuItemProps, MenuSwitchProps } from "./menu-layer";
import { useTrigger } from "./trigger";

interface MenuProps {
	trigger: ReactNode;
	/** Names the menu for a screen reader. */
	label: string;
	align?: "start" | "end";
	side?: "bottom" | "right" | "top";
	open?: boolean;
	onOpenChange?: (open: boolean) => void;
	children: ReactNode;
}

/** A menu below (or beside) its trigger, drawn where it stands, so that it stays inside its landmark. */
export function Menu({
	trigger,
	label,
	align = "end",
	side = "bottom",
	open: openThere,
	onOpenChange,
	children,
}: MenuProps) {
	const [openHere, setOpenHere] = useState(false);
	const open = openThere ?? openHere;
	const onOpen = (next: boolean) => {
		setOpenHere(next);
		onOpenChange?.(next);
	};
	const [id, triggerId] = [useId(), useId()];
	const layers = useLayers(open, () => onOpen(false));
	const { place, props } = useTrigger({
		onPointerDown: (event) => {
			if (event.button !== 0 || event.ctrlKey) return;
			if (!open) event.preventDefault();
			onOpen(!open);
		},
		onKeyDown: (event) => {
			if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
			event.preventDefault();
			onOpen(event.key === "ArrowDown" || !open);
		},
	});
	const described = {
		type: "button",
		id: triggerId,
		"aria-haspopup": "menu",
		"aria-expanded": open,
		"aria-controls": open ? id : undefined,
		"data-state": open ? "open" : "closed",
	} as const;
	return (
		<>
			<Slot.Root {...described} {...props}>
				{trigger}
			</Slot.Root>
			{layers && (
				<layers.MenuLayer
					place={place}
					id={id}
					triggerId={triggerId}
					label={label}
					align={align}
					side={side}
					open={open}
					onOpenChange={onOpen}
				>
					{children}
				</layers.MenuLayer>
			)}
		</>
	);
}

export function MenuItem(props: MenuItemProps) {
	const Part = layersNow()?.MenuItem;
	return Part && <Part {...props} />;
}

/** One of several, inside a menu. The menu stays open, so the effect can be seen. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
	const Part = layersNow()?.MenuChoice;
	return Part && <Part {...props} />;
}

export function MenuSwitch(props: MenuSwitchProps) {
	const Part = layersNow()?.MenuSwitch;
	return Part && <Part {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
	const Part = layersNow()?.MenuLabel;
	return Part && <Part {...props} />;
}

export function MenuSeparator() {
	const Part = layersNow()?.MenuSeparator;
	return Part && <Part />;
}
