import { SORTS, VIEWS } from "@/lib/conversations/names";
import type { Sort, View } from "@/lib/conversations/schema";
import { SEARCH_KINDS } from "@/lib/search/names";
import type { SearchKind } from "@/lib/search/schema";

/** What the list shows, in which order: a view, narrowed by at most one channel and one tag. */
export interface ListQuery {
	view: View;
	channel: string | null;
	tag: string | null;
	/** Only what is put away until later. */
	later: boolean;
	sort: Sort;
}

/** Nothing that narrows a list. */
export const NO_CONDITIONS = { channel: null, tag: null, later: false };

/** In which order each view begins: where people wait for people, who waits longest. */
const FIRST_SORTS: Record<View, Sort> = {
	mine: "waiting",
	unassigned: "waiting",
	all: "waiting",
	bot: "newest",
	transfer: "newest",
	closed: "newest",
};

/** Of views that an agent has put into another order. */
export type ChosenSorts = Partial<Record<View, Sort>>;

export const INBOX_PATH = "/inbox";

export const isInInbox = (path: string): boolean => path === INBOX_PATH || path.startsWith(`${INBOX_PATH}/`);

/** What the address says: which list, what is searched for in its place, and which conversation is open. */
export interface InboxLocation extends ListQuery {
	/** Empty: nothing is searched for. */
	q: string;
	/** Null: all kinds at once. */
	kind: SearchKind | null;
	openId: string | null;
	/** The message that the thread goes to. */
	messageId: string | null;
}

/** A place as its address names it, which need not say in which order. */
export type AddressedPlace = Omit<InboxLocation, "sort"> & { sort: Sort | null };

/** Another list, or something else searched for; what is open stays. */
export type InboxChange = Partial<Omit<InboxLocation, "openId">>;

/** The whole list, nothing searched for, nothing open. */
export const INBOX_HOME: AddressedPlace = {
	...NO_CONDITIONS,
	view: "all",
	sort: null,
	q: "",
	kind: null,
	openId: null,
	messageId: null,
};

/** The parameters of an inbox page's address, as Next.js gives them to a page. */
export type InboxParameters = Record<string, string | string[] | undefined>;

/** Reads the address of an inbox page; anything unknown falls back to the list of all. */
export function toInboxLocation(path: string, parameters: InboxParameters): AddressedPlace {
	const text = (name: string): string => {
		const value = parameters[name];
		return typeof value === "string" ? value.slice(0, MAX_CHARACTERS[name] ?? 0) : "";
	};
	return {
		view: VIEWS.find((candidate) => candidate === text("view")) ?? "all",
		channel: text("channel") || null,
		tag: text("tag") || null,
		later: text("later") !== "",
		q: text("q"),
		kind: SEARCH_KINDS.find((candidate) => candidate === text("kind")) ?? null,
		messageId: /^\d+$/.test(text("message")) ? text("message") : null,
		sort: SORTS.find((candidate) => candidate === text("sort")) ?? null,
		openId: path.startsWith(`${INBOX_PATH}/`) ? path.slice(INBOX_PATH.length + 1) : null,
	};
}

/** What the API takes of each. */
const MAX_CHARACTERS: Record<string, number> = {
	view: 20,
	channel: 64,
	tag: 64,
	later: 5,
	q: 100,
	kind: 20,
	message: 18,
	sort: 20,
};

/** The place with an order: the one that the address names, else what this agent chose for the view. */
export const inOrder = (place: AddressedPlace, chosen: ChosenSorts): InboxLocation => ({
	...place,
	sort: place.sort ?? chosen[place.view] ?? FIRST_SORTS[place.view],
});

/** The address of a place in the inbox. */
export function toInboxUrl({ openId, messageId, q, kind, sort, ...list }: AddressedPlace): string {
	const parameters = new URLSearchParams();
	if (list.view !== INBOX_HOME.view) parameters.set("view", list.view);
	narrow(parameters, list);
	if (sort) parameters.set("sort", sort);
	if (q) parameters.set("q", q);
	if (q && kind) parameters.set("kind", kind);
	if (openId && messageId) parameters.set("message", messageId);
	const query = parameters.size > 0 ? `?${parameters}` : "";
	return `${openId ? `${INBOX_PATH}/${openId}` : INBOX_PATH}${query}`;
}

/** The address of a message in its thread. */
export const messageHref = (conversationId: string, messageId: string): string =>
	toInboxUrl({ ...INBOX_HOME, openId: conversationId, messageId });

/** What the address of every list in the API begins with. */
export const LISTS_PATH = "/api/conversations?";

/** Address of a list in the API, and the key it is cached under. */
export function listPath(list: ListQuery): string {
	const parameters = new URLSearchParams({ view: list.view });
	narrow(parameters, list);
	parameters.set("sort", list.sort);
	return `${LISTS_PATH}${parameters}`;
}

function narrow(parameters: URLSearchParams, { channel, tag, later }: Omit<ListQuery, "sort">): void {
	if (channel) parameters.set("channel", channel);
	if (tag) parameters.set("tag", tag);
	if (later) parameters.set("later", "true");
}

/** Whether a list shows less than its view. */
export const isNarrowed = ({ channel, tag, later }: ListQuery): boolean => Boolean(channel || tag || later);

/** Address of one's saved filters with their numbers, and the key they are cached under. */
export const FILTERS_PATH = "/api/filters";

/** Address of the numbers beside the views, and the key they are cached under. */
export const COUNTS_PATH = "/api/conversations/counts";
