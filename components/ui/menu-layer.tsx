"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { classNames } from "./class-names";
import { Kbd } from "./kbd";
import { type TriggerPlace, TriggerStandIn } from "./trigger";

interface MenuLayerProps {
	place: TriggerPlace;
	id: string;
	triggerId: string;
	label: string;
	align: "start" | "end";
	side: "bottom" | "right" | "top";
	open: boolean;
	onOpenChange: (open: boolean) => void;
	children: ReactNode;
}

export function MenuLayer({
	place,
	id,
	triggerId,
	label,
	align,
	side,
	open,
	onOpenChange,
	children,
}: MenuLayerProps) {
	// Opened before it had come: it has not seen the key that did it.
	const pressed = useRef(open && document.activeElement?.matches(":focus-visible"));
	return (
		<DropdownMenu.Root open={open} onOpenChange={onOpenChange} modal={false}>
			<DropdownMenu.Trigger asChild>
				<TriggerStandIn place={place} />
			</DropdownMenu.Trigger>
			<DropdownMenu.Content
				id={id}
				aria-labelledby={triggerId}
				aria-label={label}
				align={align}
				side={side}
				sideOffset={6}
				collisionPadding={8}
				onFocus={({ target, currentTarget }) => {
					if (!pressed.current || target !== currentTarget) return;
					pressed.current = false;
					currentTarget.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
				}}
				className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-[200px] animate-appear overflow-y-auto rounded-card border border-line-2 bg-raised py-1 shadow-pop"
			>
				{children}
			</DropdownMenu.Content>
		</DropdownMenu.Root>
	);
}

const ITEM =
	"mx-1 flex min-h-8 items-center gap-2.5 rounded-control px-2 py-1 text-13 outline-none data-highlighted:bg-selected max-sm:min-h-11";

export interface MenuItemProps {
	icon?: ReactNode;
	keyHint?: string;
	checked?: boolean;
	/** Number at the end of the line. */
	count?: number;
	/** Quiet words at the end of the line. */
	note?: string;
	onSelect: () => void;
	children: ReactNode;
}

export function MenuItem({ icon, keyHint, checked, count, note, onSelect, children }: MenuItemProps) {
	return (
		<DropdownMenu.Item
			onSelect={onSelect}
			aria-current={checked ? "true" : undefined}
			className={classNames(ITEM, checked && "font-semibold")}
		>
			{icon && <span className="flex w-5 flex-none justify-center text-fg-2">{icon}</span>}
			<span className="min-w-0 flex-1 truncate">{children}</span>
			{count !== undefined && <span className="text-12 font-normal text-fg-3">{count}</span>}
			{note && <span className="text-12 font-normal text-fg-3">{note}</span>}
			{keyHint && <Kbd>{keyHint}</Kbd>}
			{checked && <Check size={14} strokeWidth={2} aria-hidden />}
		</DropdownMenu.Item>
	);
}

export interface MenuChoiceProps<Value extends string> {
	label: string;
	value: Value;
	options: { value: Value; label: string }[];
	onChange: (value: Value) => void;
}

/** One of several, inside a menu. The menu stays open, so the effect can be seen. */
export function MenuChoice<Value extends string>({
	label,
	value,
	options,
	onChange,
}: MenuChoiceProps<Value>) {
	return (
		<DropdownMenu.RadioGroup value={value} aria-label={label}>
			<MenuLabel>{label}</MenuLabel>
			{options.map((option) => (
				<DropdownMenu.RadioItem
					key={option.value}
					value={option.value}
					onSelect={(event) => {
						event.preventDefault();
						onChange(option.value);
					}}
					className={ITEM}
				>
					<span className="min-w-0 flex-1 truncate">{option.label}</span>
					<DropdownMenu.ItemIndicator>
						<Check size={14} strokeWidth={2} aria-hidden />
					</DropdownMenu.ItemIndicator>
				</DropdownMenu.RadioItem>
			))}
		</DropdownMenu.RadioGroup>
	);
}

export interface MenuSwitchProps {
	checked: boolean;
	onChange: (checked: boolean) => void;
	children: ReactNode;
}

export function MenuSwitch({ checked, onChange, children }: MenuSwitchProps) {
	return (
		<DropdownMenu.CheckboxItem
			checked={checked}
			onCheckedChange={onChange}
			onSelect={(event) => event.preventDefault()}
			className={ITEM}
		>
			<span className="min-w-0 flex-1 truncate">{children}</span>
			<DropdownMenu.ItemIndicator>
				<Check size={14} strokeWidth={2} aria-hidden />
			</DropdownMenu.ItemIndicator>
		</DropdownMenu.CheckboxItem>
	);
}

export function MenuLabel({ children }: { children: ReactNode }) {
	return <DropdownMenu.Label className="px-3 pt-2 pb-1 text-11 text-fg-3">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
	return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
