"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { useCustomerFacts } from "@/components/customer/customer-data";
import { useChannelPanel } from "@/components/shell/channel-panel";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey } from "@/components/ui/composition";
import { Dialog } from "@/components/ui/dialog";
import { useSteadyOrder } from "@/components/ui/steady-list";
import { StrangerText } from "@/components/ui/stranger-text";
import type { CardItem } from "@/lib/channels/card-schema";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { knownValues } from "../known-values";
import { chooseCards, groupsOf, type Shelf } from "./card-choice";
import { useCards } from "./card-data";
import { draftOf, NOTHING_WRITTEN, shownTexts, type WrittenCard, writtenDraft } from "./card-draft";
import { CardFooter, type CardWindow } from "./card-footer";
import { nextCard } from "./card-grid";
import { CardPreview } from "./card-preview";
import { CardSearch } from "./card-search";
import { CardShelf } from "./card-shelf";
import { CardShelves } from "./card-shelves";
import { CardValues } from "./card-values";
import { CardWriter } from "./card-writer";
import type { CardShown, FieldCard } from "./field-cards";
import { TemplateDialog } from "./template-dialog";

export interface CardPickerProps {
	type: CardShown["type"];
	conversation: Pick<ConversationItem, "id" | "customer" | "channel">;
	me: AgentRef;
	window: CardWindow;
	/** Chosen from the start, for one that a quick reply names. */
	cardId?: string;
	/** Puts it to the field. */
	onInsert: (card: Omit<FieldCard, "id">) => void;
	onSend: (card: Omit<FieldCard, "id">) => void;
	onClose: () => void;
}

/** The library of cards or of links: find one, fill in its blanks, see what the customer will see, send it. */
export default function CardPicker(props: CardPickerProps) {
	const { type, conversation, me, window, cardId, onInsert, onSend, onClose } = props;
	const t = useTranslations();
	const { customer, channel } = conversation;
	const { cards, error, retry, create, used } = useCards(channel.id);
	const { canMend: mayMake } = useChannelPanel();
	const [making, setMaking] = useState(false);
	const [shelf, setShelf] = useState<Shelf>({ kind: "all" });
	const [query, setQuery] = useState("");
	const [chosen, setChosen] = useState<string | null>(cardId ?? null);
	const facts = useCustomerFacts(customer.id);
	const known: Record<string, string> = { ...facts, ...knownValues(conversation, me) };
	const [typed, setTyped] = useState<Record<string, string>>({});
	const values = { ...known, ...typed };
	const [written, setWritten] = useState<WrittenCard>({ ...NOTHING_WRITTEN, type });
	const [tried, setTried] = useState(false);
	const body = useRef<HTMLDivElement>(null);
	const gridId = useId();

	const none = cards?.every((card) => card.type !== type) ?? false;
	// With nothing to choose from, writing one is the only thing to do for a link.
	const writing = shelf.kind === "custom" || (none && type === "link");
	const found = chooseCards(cards ?? [], type, shelf, query);
	const inSight = useSteadyOrder(JSON.stringify([shelf, query]), found, idOf);
	const card = inSight.find(({ id }) => id === chosen) ?? inSight[0] ?? null;
	const draft = writing ? writtenDraft(written) : card && draftOf(card, values);
	const shown = writing ? written : card && shownTexts(card, values);

	/** Does it, or shows what is missing and goes there. */
	function take(act: (card: Omit<FieldCard, "id">) => void) {
		if (!draft) return;
		if (draft.card) return act(draft.card);
		setTried(true);
		const fields = body.current?.querySelectorAll<HTMLInputElement>("[data-card-value]") ?? [];
		[...fields].find((field) => field.value.trim() === "")?.focus();
	}

	function send() {
		take((ready) => {
			if (card && !writing) used(card);
			onSend(ready);
		});
	}

	function onMade({ id }: CardItem) {
		setMaking(false);
		setShelf({ kind: "all" });
		setQuery("");
		setChosen(id);
	}

	function onKeyDown(event: KeyboardEvent<HTMLElement>) {
		if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || isComposingKey(event)) return;
		event.preventDefault();
		send();
	}

	function onSearchKey(event: KeyboardEvent<HTMLInputElement>) {
		if (isComposingKey(event) || event.metaKey || event.ctrlKey) return;
		if (event.key === "Enter") {
			event.preventDefault();
			take(onInsert);
		}
		// In a field with words the arrows to the sides move the cursor.
		const aside = event.key === "ArrowUp" || event.key === "ArrowDown" || query === "";
		if (!aside || !event.key.startsWith("Arrow")) return;
		const next = nextCard(event, document.getElementById(gridId), inSight, card?.id ?? null);
		if (next) setChosen(next);
	}

	return (
		<Dialog
			open
			onOpenChange={onClose}
			title={t(type === "link" ? "composer.cards.linkTitle" : "composer.cards.cardTitle")}
			subtitle={
				<>
					<span className="truncate">
						{t.rich("composer.cards.to", { name: () => <StrangerText>{customer.name}</StrangerText> })}
					</span>
					<span>·</span>
					<ChannelGlyph kind={channel.kind} />
					<span className="truncate">{channel.name}</span>
				</>
			}
			closeLabel={t("common.close")}
			className="h-[640px] w-[960px] max-sm:inset-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:max-w-none max-sm:translate-none max-sm:rounded-none"
			footer={
				<CardFooter
					type={type}
					window={window}
					fault={draft?.fault ?? null}
					empty={!draft}
					onInsert={() => take(onInsert)}
					onSend={send}
				/>
			}
		>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: what is inside has the focus; the key is meant for all of it. */}
			<div
				ref={body}
				onKeyDown={onKeyDown}
				className="grid h-full grid-cols-[160px_minmax(0,1fr)_300px] grid-rows-[minmax(0,1fr)] max-sm:flex max-sm:h-auto max-sm:flex-col"
			>
				<CardShelves
					cards={cards ?? []}
					type={type}
					shelf={writing ? { kind: "custom" } : shelf}
					onShelf={setShelf}
				/>
				<div className="flex min-w-0 flex-col gap-3 px-4 pt-3 max-sm:h-[60dvh] max-sm:flex-none">
					{writing ? (
						<CardWriter
							conversationId={conversation.id}
							card={written}
							fault={draft?.fault ?? null}
							tried={tried}
							onChange={setWritten}
						/>
					) : (
						<>
							<div className="flex flex-none gap-2">
								<CardSearch
									query={query}
									gridId={gridId}
									chosenId={card?.id ?? null}
									found={inSight.length > 0}
									onQuery={setQuery}
									onKeyDown={onSearchKey}
								/>
								{mayMake && (
									<Button onClick={() => setMaking(true)} className="max-sm:h-11">
										<Plus size={14} strokeWidth={2} aria-hidden />
										{t("composer.cards.newTemplate")}
									</Button>
								)}
							</div>
							<CardShelf
								gridId={gridId}
								type={type}
								cards={cards && inSight}
								none={none}
								failed={error !== undefined}
								chosenId={card?.id ?? null}
								onChoose={setChosen}
								onTake={() => take(onInsert)}
								onRetry={retry}
								onClearSearch={() => {
									setQuery("");
									setShelf({ kind: "all" });
								}}
								onWrite={() => setShelf({ kind: "custom" })}
								onMake={mayMake ? () => setMaking(true) : null}
							/>
						</>
					)}
				</div>
				<div
					className={classNames(
						"min-w-0 overflow-y-auto border-l border-line max-sm:flex-none max-sm:border-l-0",
					)}
				>
					{shown && (
						<CardPreview
							type={type}
							title={shown.title}
							description={shown.description}
							media={writing ? written.cover : (card?.media ?? null)}
							channel={channel}
						/>
					)}
					{!writing && card && (
						<CardValues
							card={card}
							values={values}
							known={known}
							fault={draft?.fault ?? null}
							tried={tried}
							onValue={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
						/>
					)}
				</div>
			</div>
			{making && (
				<TemplateDialog
					type={type}
					channelId={channel.id}
					conversationId={conversation.id}
					groups={groupsOf(cards ?? []).flatMap(({ group }) => group || [])}
					create={create}
					onMade={onMade}
					onClose={() => setMaking(false)}
				/>
			)}
		</Dialog>
	);
}

const idOf = ({ id }: CardItem): string => id;
