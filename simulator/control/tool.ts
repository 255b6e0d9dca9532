import { z } from "zod";
import { sniffPicture, storeMedia } from "../media";
import { samplePicture } from "../picture-samples";
import type { Chat } from "../state";
import {
	acceptSession,
	autoAccept,
	closeSession,
	expiresAt,
	logOut,
	replyFromTool,
	sessionsOf,
	switchSession,
	type ToolRefusal,
	waitingOf,
} from "../tool";
import { type Agent, MAX_AGENTS, newAgent } from "../tool-session";
import {
	accountOf,
	type ControlCall,
	ControlError,
	type ControlRoutes,
	findChat,
	isoTime,
	read,
} from "./route";

const agentSchema = z.strictObject({
	id: z.string().min(1).max(64),
	name: z.string().max(100).optional(),
	account: z.string().min(1).max(64).nullish(),
	status: z.enum(["online", "away", "offline"]).optional(),
	autoAccept: z.boolean().optional(),
	maxSessions: z.int().min(0).max(1000).optional(),
});
const acceptSchema = z.strictObject({ agent: z.string(), user: z.string().optional() });
const replySchema = z.strictObject({
	user: z.string(),
	text: z.string().min(1).max(10_000).optional(),
	image: z.string().max(14_000_000).optional(),
});
const userSchema = z.strictObject({ user: z.string() });
const switchSchema = z.strictObject({ user: z.string(), agent: z.string() });
const agentNameSchema = z.strictObject({ agent: z.string() });

export const toolRoutes: ControlRoutes = {
	"GET /_sim/tool/:appid/agents": (call) => ({ items: [...accountOf(call).agents.values()] }),
	"POST /_sim/tool/:appid/agents": (call) => {
		const { id, ...given } = read(agentSchema, call);
		const { agents } = accountOf(call);
		const agent: Agent = { ...(agents.get(id) ?? newAgent(id)), ...given };
		if (!agents.has(id) && agents.size >= MAX_AGENTS) {
			throw new ControlError(409, "too_many_agents", `an account has at most ${MAX_AGENTS} agents`);
		}
		agents.set(id, agent);
		autoAccept(call.world, accountOf(call));
		return agent;
	},
	"GET /_sim/tool/:appid/waiting": (call) => ({
		items: waitingOf(accountOf(call)).map((chat) => ({
			...itemView(chat),
			waitingSince: isoTime(chat.tool.waitingSince),
		})),
	}),
	"GET /_sim/tool/:appid/sessions": (call) => {
		const account = accountOf(call);
		return {
			items: sessionsOf(call.world, account).map((chat) => ({
				...itemView(chat),
				agent: chat.tool.agentId,
				acceptedAt: isoTime(chat.tool.acceptedAt),
				expiresAt: isoTime(expiresAt(account, chat)),
			})),
		};
	},
	"POST /_sim/tool/:appid/accept": (call) => {
		const { agent, user } = read(acceptSchema, call);
		const account = accountOf(call);
		const chat = user === undefined ? waitingOf(account)[0] : chatNamed(call, user);
		if (!chat) throw new ControlError(409, "not_waiting", "nobody is waiting");
		refuse(acceptSession(call.world, account, chat, agentNamed(call, agent)));
		return itemView(chat);
	},
	"POST /_sim/tool/:appid/reply": (call) => {
		const { user, text, image } = read(replySchema, call);
		const chat = chatNamed(call, user);
		refuse(replyFromTool(call.world, accountOf(call), chat, toContent(call, text, image)));
		return itemView(chat);
	},
	"POST /_sim/tool/:appid/close": (call) => {
		const chat = chatNamed(call, read(userSchema, call).user);
		refuse(closeSession(call.world, accountOf(call), chat));
		return itemView(chat);
	},
	"POST /_sim/tool/:appid/switch": (call) => {
		const { user, agent } = read(switchSchema, call);
		const chat = chatNamed(call, user);
		refuse(switchSession(call.world, accountOf(call), chat, agentNamed(call, agent)));
		return itemView(chat);
	},
	"POST /_sim/tool/:appid/logout": (call) => {
		const agent = agentNamed(call, read(agentNameSchema, call).agent);
		logOut(call.world, accountOf(call), agent);
		return agent;
	},
};

const REFUSALS: Record<ToolRefusal, string> = {
	agent_offline: "this agent is offline",
	not_waiting: "this user is not waiting",
	not_active: "no session with this user is under way",
	no_window: "the user wrote more than 48 hours ago",
	no_budget: "the message count is used up",
};

function refuse(refusal: ToolRefusal | null): void {
	if (refusal) throw new ControlError(409, refusal, REFUSALS[refusal]);
}

function toContent(call: ControlCall, text: string | undefined, image: string | undefined) {
	if (text !== undefined) return { type: "text" as const, text };
	const bytes = image ? Buffer.from(image, "base64") : samplePicture();
	const contentType = sniffPicture(bytes);
	if (!contentType) throw new ControlError(400, "no_picture", "base64 of a PNG, JPEG, GIF or BMP");
	const media = storeMedia(call.world, accountOf(call), bytes, contentType);
	return { type: "image" as const, mediaId: media.id, url: `/_sim/media/${media.id}` };
}

function chatNamed(call: ControlCall, user: string): Chat {
	const chat = findChat(call.world, accountOf(call), user);
	if (!chat) throw new ControlError(404, "unknown_user", `no user ${user}`);
	return chat;
}

function agentNamed(call: ControlCall, id: string): Agent {
	const agent = accountOf(call).agents.get(id);
	if (!agent) throw new ControlError(404, "unknown_agent", `no agent ${id}`);
	return agent;
}

const itemView = ({ openid, user, tool }: Chat) => ({
	openid,
	user,
	state: tool.state,
	items: tool.items.map((item) => ({ ...item, at: isoTime(item.at) })),
});
