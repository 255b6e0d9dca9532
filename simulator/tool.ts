import { remaining, spend } from "./grants";
import { pushSessionEvent } from "./push/event";
import { type Account, addToTranscript, type Chat, type World } from "./state";
import { type Agent, kfAccountOf, type ToolItem, type ToolSession } from "./tool-session";

export type ToolRefusal = "agent_offline" | "not_waiting" | "not_active" | "no_window" | "no_budget";

const SESSION_MS = 30 * 60 * 1000;
const ITEMS_PER_SESSION = 500;

export const expiresAt = (account: Account, { tool }: Chat): number =>
	(account.settings.expiryBase === "accept" ? tool.acceptedAt : tool.lastAt) + SESSION_MS;

/** The state now: a session past its thirty minutes ends when somebody looks. */
export function toolStateOf(world: World, account: Account, chat: Chat): ToolSession["state"] {
	const { tool } = chat;
	if (tool.state !== "ACTIVE" || world.clock.now() < expiresAt(account, chat)) return tool.state;
	endSession(world, account, chat, { type: "sessionExpired" });
	return "NONE";
}

/**
 * A user message reaches the tool: by a transfer answer, or because a session is under way or nothing is pushed.
 * With `kfAccount` it goes to that agent at once, even to one who is offline or full, and nobody else is told.
 */
export function deliverToTool(
	world: World,
	account: Account,
	chat: Chat,
	message: { type: string; msgId?: string; [detail: string]: unknown },
	kfAccount?: string | null,
): void {
	const { tool } = chat;
	const state = toolStateOf(world, account, chat);
	// A repeated push of one message may be answered with transfer each time; the tool shows it once.
	if (message.msgId && tool.items.some((item) => item.msgId === message.msgId)) return;
	if (state === "NONE") {
		Object.assign(tool, { state: "QUEUED", waitingSince: world.clock.now(), agentId: null });
	}
	addItem(world, chat, { from: "user", ...message });
	const named = kfAccount && [...account.agents.values()].find((agent) => kfAccountOf(agent) === kfAccount);
	if (named && tool.state === "QUEUED") startSession(world, account, chat, named);
	autoAccept(world, account);
}

export function acceptSession(world: World, account: Account, chat: Chat, agent: Agent): ToolRefusal | null {
	if (agent.status === "offline") return "agent_offline";
	if (toolStateOf(world, account, chat) !== "QUEUED") return "not_waiting";
	startSession(world, account, chat, agent);
	return null;
}

/** The session goes on with another agent; the thirty minutes do not start anew. */
export function switchSession(world: World, account: Account, chat: Chat, agent: Agent): ToolRefusal | null {
	if (agent.status === "offline") return "agent_offline";
	if (toolStateOf(world, account, chat) !== "ACTIVE") return "not_active";
	const before = account.agents.get(chat.tool.agentId ?? "");
	chat.tool.agentId = agent.id;
	addItem(world, chat, { from: "system", type: "switched", agent: agent.name });
	pushSessionEvent(world, account, chat, {
		Event: "kf_switch_session",
		FromKfAccount: before ? kfAccountOf(before) : "",
		ToKfAccount: kfAccountOf(agent),
	});
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
	endSession(world, account, chat, { type: "closed" });
	autoAccept(world, account);
	return null;
}

/** Sessions of an agent who leaves wait again (or end, by setting). */
export function logOut(world: World, account: Account, agent: Agent): void {
	agent.status = "offline";
	for (const chat of sessionsOf(world, account)) {
		if (chat.tool.agentId !== agent.id) continue;
		const waits = account.settings.logoutRequeues;
		endSession(world, account, chat, { type: "agentLeft", agent: agent.name });
		if (waits) Object.assign(chat.tool, { state: "QUEUED", waitingSince: world.clock.now() });
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

function startSession(world: World, account: Account, chat: Chat, agent: Agent): void {
	const now = world.clock.now();
	Object.assign(chat.tool, { state: "ACTIVE", agentId: agent.id, acceptedAt: now, lastAt: now });
	addItem(world, chat, { from: "system", type: "accepted", agent: agent.name });
	const event = { Event: "kf_create_session", KfAccount: kfAccountOf(agent) };
	pushSessionEvent(world, account, chat, event);
}

function endSession(
	world: World,
	account: Account,
	chat: Chat,
	why: { type: string; [detail: string]: unknown },
): void {
	const agent = account.agents.get(chat.tool.agentId ?? "");
	addItem(world, chat, { from: "system", ...why });
	Object.assign(chat.tool, { state: "NONE", agentId: null });
	const event = { Event: "kf_close_session", KfAccount: agent ? kfAccountOf(agent) : "" };
	pushSessionEvent(world, account, chat, event);
}

function addItem(world: World, chat: Chat, item: Omit<ToolItem, "at">): void {
	const at = world.clock.now();
	if (item.from !== "system") chat.tool.lastAt = at;
	chat.tool.items.push({ at, ...item } as ToolItem);
	if (chat.tool.items.length > ITEMS_PER_SESSION) chat.tool.items.shift();
	world.keeper?.touch();
}
