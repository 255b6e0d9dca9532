import { remaining, spend } from "./grants";
import { type Account, addToTranscript, type Chat, type World } from "./state";

/** An agent of the official tool (mpkf.weixin.qq.com). */
export interface Agent {
	id: string;
	name: string;
	status: "online" | "away" | "offline";
	autoAccept: boolean;
	maxSessions: number;
}

interface ToolItem {
	at: number;
	from: "user" | "tool" | "system";
	type: string;
	msgId?: string;
	[detail: string]: unknown;
}

export interface ToolSession {
	state: "NONE" | "QUEUED" | "ACTIVE";
	agentId: string | null;
	acceptedAt: number;
	/** Last message of either side in the tool. */
	lastAt: number;
	waitingSince: number;
	items: ToolItem[];
}

export type ToolRefusal = "agent_offline" | "not_waiting" | "not_active" | "no_window" | "no_budget";

const SESSION_MS = 30 * 60 * 1000;
const ITEMS_PER_SESSION = 500;

export const expiresAt = (account: Account, { tool }: Chat): number =>
	(account.settings.toolExpiryBase === "accept" ? tool.acceptedAt : tool.lastAt) + SESSION_MS;

/** The state now: a session past its thirty minutes ends when somebody looks. */
export function toolStateOf(world: World, account: Account, chat: Chat): ToolSession["state"] {
	const { tool } = chat;
	if (tool.state !== "ACTIVE" || world.clock.now() < expiresAt(account, chat)) return tool.state;
	addItem(world, chat, { from: "system", type: "sessionExpired" });
	Object.assign(tool, { state: "NONE", agentId: null });
	return "NONE";
}

/** A user message reaches the tool: by a transfer answer, or because a session is under way or nothing is pushed. */
export function deliverToTool(
	world: World,
	account: Account,
	chat: Chat,
	message: { type: string; msgId?: string; [detail: string]: unknown },
): void {
	const { tool } = chat;
	const state = toolStateOf(world, account, chat);
	// A repeated push of one message may be answered with transfer each time; the tool shows it once.
	if (message.msgId && tool.items.some((item) => item.msgId === message.msgId)) return;
	if (state === "NONE") {
		Object.assign(tool, { state: "QUEUED", waitingSince: world.clock.now(), agentId: null });
	}
	addItem(world, chat, { from: "user", ...message });
	autoAccept(world, account);
}

export function acceptSession(world: World, account: Account, chat: Chat, agent: Agent): ToolRefusal | null {
	if (agent.status === "offline") return "agent_offline";
	if (toolStateOf(world, account, chat) !== "QUEUED") return "not_waiting";
	const now = world.clock.now();
	Object.assign(chat.tool, { state: "ACTIVE", agentId: agent.id, acceptedAt: now, lastAt: now });
	addItem(world, chat, { from: "system", type: "accepted", agent: agent.name });
	return null;
}

export function replyFromTool(
	world: World,
	account: Account,
	chat: Chat,
	content: { type: "text" | "image"; [detail: string]: unknown },
): ToolRefusal | null {
	if (toolStateOf(world, account, chat) !== "ACTIVE") return "not_active";
	const now = world.clock.now();
	if (!remaining(chat.grants, now)) return "no_window";
	if (account.settings.toolSharesBudget) {
		const spent = spend(chat.grants, now);
		if (spent.code !== 0) return "no_budget";
		chat.grants = spent.grants;
	}
	chat.lastMessageAt = now;
	const agent = account.agents.get(chat.tool.agentId ?? "");
	addItem(world, chat, { from: "tool", ...content });
	addToTranscript(world, chat, { from: "tool", agent: agent?.name ?? null, ...content });
	return null;
}

export function closeSession(world: World, account: Account, chat: Chat): ToolRefusal | null {
	if (toolStateOf(world, account, chat) !== "ACTIVE") return "not_active";
	addItem(world, chat, { from: "system", type: "closed" });
	Object.assign(chat.tool, { state: "NONE", agentId: null });
	autoAccept(world, account);
	return null;
}

/** Sessions of an agent who leaves wait again (or end, by setting). */
export function logOut(world: World, account: Account, agent: Agent): void {
	agent.status = "offline";
	for (const chat of sessionsOf(world, account)) {
		if (chat.tool.agentId !== agent.id) continue;
		const state = account.settings.logoutRequeues ? "QUEUED" : "NONE";
		addItem(world, chat, { from: "system", type: "agentLeft", agent: agent.name });
		Object.assign(chat.tool, { state, agentId: null, waitingSince: world.clock.now() });
	}
	autoAccept(world, account);
}

/** Oldest first. */
export const waitingOf = (account: Account): Chat[] =>
	[...account.chats.values()]
		.filter((chat) => chat.tool.state === "QUEUED")
		.sort((a, b) => a.tool.waitingSince - b.tool.waitingSince);

export const sessionsOf = (world: World, account: Account): Chat[] =>
	[...account.chats.values()].filter((chat) => toolStateOf(world, account, chat) === "ACTIVE");

/** Online agents who accept by themselves take the longest waiting ones while they have room. */
export function autoAccept(world: World, account: Account): void {
	for (const agent of account.agents.values()) {
		if (agent.status !== "online" || !agent.autoAccept) continue;
		let room =
			agent.maxSessions - sessionsOf(world, account).filter((c) => c.tool.agentId === agent.id).length;
		for (const chat of waitingOf(account)) {
			if (room-- <= 0) break;
			acceptSession(world, account, chat, agent);
		}
	}
}

/** Ends what ran out; called when the clock jumps, so that nobody has to look first. */
export function sweepTool(world: World): void {
	for (const account of world.accounts.values()) {
		sessionsOf(world, account);
		autoAccept(world, account);
	}
}

function addItem(world: World, chat: Chat, item: Omit<ToolItem, "at">): void {
	const at = world.clock.now();
	if (item.from !== "system") chat.tool.lastAt = at;
	chat.tool.items.push({ at, ...item } as ToolItem);
	if (chat.tool.items.length > ITEMS_PER_SESSION) chat.tool.items.shift();
	world.keeper?.touch();
}
