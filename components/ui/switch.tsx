import { classNames } from "./class-names";

interface SwitchProps {
	checked: boolean;
	/** Names it for a screen reader. */
	label: string;
	/** Id of the sentence that says what it does. */
	describedBy?: string;
	disabled?: boolean;
	onChange: (checked: boolean) => void;
}

/** On or off, 32 × 18 px; on phones it can be hit in 44. */
export function Switch({ checked, label, describedBy, disabled, onChange }: SwitchProps) {
	return (
		<button
			type="button"
			role="switch"
			aria-checked={checked}
			aria-label={label}
			aria-describedby={describedBy}
			disabled={disabled}
			onClick={() => onChange(!checked)}
			className="relative -m-[3px] inline-flex flex-none rounded-full p-[3px] disabled:cursor-not-allowed disabled:opacity-50 max-sm:-m-3 max-sm:p-3"
		>
			<span
				aria-hidden
				className={classNames(
					"flex h-[18px] w-8 rounded-full p-0.5 transition-colors duration-[90ms]",
					checked ? "justify-end bg-accent" : "bg-control",
				)}
			>
				<span className="size-3.5 rounded-full bg-white dark:bg-accent-on forced-colors:border" />
			</span>
		</button>
	);
}
