import { VIEWS, type View } from "@/lib/conversations/schema";

/** What the list shows: a view, at most one channel, at most one text. */
export interface ListQuery {
	view: View;
	channel: string | null;
	q: string;
}

export const INBOX_PATH = "/inbox";

/** What the address says: which list, and which conversation is open. */
export interface InboxLocation extends ListQuery {
	openId: string | null;
}

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
		q: text("q"),
		openId: path.startsWith(`${INBOX_PATH}/`) ? path.slice(INBOX_PATH.length + 1) : null,
	};
}

/** What the API takes of each. */
const MAX_CHARACTERS: Record<string, number> = { view: 20, channel: 64, q: 100 };

/** The address of a place in the inbox. */
export function toInboxUrl({ openId, view, channel, q }: InboxLocation): string {
	const parameters = new URLSearchParams();
	if (view !== "all") parameters.set("view", view);
	if (channel) parameters.set("channel", channel);
	if (q) parameters.set("q", q);
	const query = parameters.size > 0 ? `?${parameters}` : "";
	return `${openId ? `${INBOX_PATH}/${openId}` : INBOX_PATH}${query}`;
}

/** What the address of every list in the API begins with. */
export const LISTS_PATH = "/api/conversations?";

/** Address of a list in the API, and the key it is cached under. */
export function listPath({ view, channel, q }: ListQuery): string {
	const parameters = new URLSearchParams({ view });
	if (channel) parameters.set("channel", channel);
	if (q) parameters.set("q", q);
	return `${LISTS_PATH}${parameters}`;
}

/** Address of the numbers beside the views, and the key they are cached under. */
export const COUNTS_PATH = "/api/conversations/counts";
