import { listQuerySchema, SORTS, type Sort, VIEWS, type View } from "@/lib/conversations/schema";
import { SEARCH_KINDS, type SearchKind } from "@/lib/search/schema";

/** What the list shows, in which order: a view, narrowed by at most one channel and one tag. */
export interface ListQuery {
	view: View;
	channel: string | null;
	tag: string | null;
	sort: Sort;
}

/** A list that nothing narrows. */
export const WHOLE_LIST: ListQuery = { view: "all", channel: null, tag: null, sort: "newest" };

export const INBOX_PATH = "/inbox";

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

/** Another list, or something else searched for; what is open stays. */
export type InboxChange = Partial<Omit<InboxLocation, "openId">>;

/** The whole list, nothing searched for, nothing open. */
export const INBOX_HOME: InboxLocation = {
	...WHOLE_LIST,
	q: "",
	kind: null,
	openId: null,
	messageId: null,
};

/** The parameters of an inbox page's address, as Next.js gives them to a page. */
export type InboxParameters = Record<string, string | string[] | undefined>;

/** Reads the address of an inbox page; anything unknown falls back to the list of all. */
export function toInboxLocation(path: string, parameters: InboxParameters): InboxLocation {
	const text = (name: string): string => {
		const value = parameters[name];
		return typeof value === "string" ? value.slice(0, MAX_CHARACTERS[name] ?? 0) : "";
	};
	return {
		view: VIEWS.find((candidate) => candidate === text("view")) ?? "all",
		channel: text("channel") || null,
		tag: text("tag") || null,
		q: text("q"),
		kind: SEARCH_KINDS.find((candidate) => candidate === text("kind")) ?? null,
		messageId: text("message") || null,
		sort: SORTS.find((candidate) => candidate === text("sort")) ?? WHOLE_LIST.sort,
		openId: path.startsWith(`${INBOX_PATH}/`) ? path.slice(INBOX_PATH.length + 1) : null,
	};
}

/** What the API takes of each. */
const MAX_CHARACTERS: Record<string, number> = {
	view: 20,
	channel: 64,
	tag: 64,
	q: 100,
	kind: 20,
	message: 20,
	sort: 20,
};

/** The address of a place in the inbox. */
export function toInboxUrl({ openId, messageId, q, kind, ...list }: InboxLocation): string {
	const parameters = new URLSearchParams();
	if (list.view !== WHOLE_LIST.view) parameters.set("view", list.view);
	narrow(parameters, list);
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
	return `${LISTS_PATH}${parameters}`;
}

function narrow(parameters: URLSearchParams, { channel, tag, sort }: ListQuery): void {
	if (channel) parameters.set("channel", channel);
	if (tag) parameters.set("tag", tag);
	if (sort !== WHOLE_LIST.sort) parameters.set("sort", sort);
}

/** The same list for the server, which draws the first page of it. */
export const toServerQuery = ({ view, channel, tag, sort }: ListQuery) =>
	listQuerySchema.parse({ view, channel: channel ?? undefined, tag: tag ?? undefined, sort });

/** Whether a list shows less than its view. */
export const isNarrowed = ({ channel, tag }: ListQuery): boolean => Boolean(channel || tag);

/** Address of one's saved filters with their numbers, and the key they are cached under. */
export const FILTERS_PATH = "/api/filters";

/** Address of the numbers beside the views, and the key they are cached under. */
export const COUNTS_PATH = "/api/conversations/counts";
