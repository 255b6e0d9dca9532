import { type TextRange, toMarkedParts } from "./marked-parts";
import { HiddenMark } from "./stranger-text";

/** Text that a stranger wrote, with what was looked for highlighted. Places count UTF-16 units, as strings do. */
export function MarkedText({ text, ranges }: { text: string; ranges: readonly TextRange[] }) {
	return (
		<bdi>
			{toMarkedParts(text, ranges).map(({ at, kind, text: shown }) => {
				if (kind === "hidden") return <HiddenMark key={at}>{shown}</HiddenMark>;
				if (kind === "plain") return shown;
				return (
					<mark key={at} className="rounded-[2px] bg-mark px-px text-inherit">
						{shown}
					</mark>
				);
			})}
		</bdi>
	);
}
