/** An agent of the official tool (mpkf.weixin.qq.com). */
export interface Agent {
	id: string;
	name: string;
	/** `name@account`, of agents that were made through the API; the others have none. */
	account: string | null;
	status: "online" | "away" | "offline";
	autoAccept: boolean;
	maxSessions: number;
}

export interface ToolItem {
	at: number;
	from: "user" | "tool" | "system";
	type: string;
	msgId?: string;
	[detail: string]: unknown;
}

/** What the tool knows of one chat. */
export interface ToolSession {
	state: "NONE" | "QUEUED" | "ACTIVE";
	agentId: string | null;
	acceptedAt: number;
	/** Last message of either side in the tool. */
	lastAt: number;
	waitingSince: number;
	items: ToolItem[];
}

export const newToolSession = (): ToolSession => ({
	state: "NONE",
	agentId: null,
	acceptedAt: 0,
	lastAt: 0,
	waitingSince: 0,
	items: [],
});

export const MAX_AGENTS = 100;

export const newAgent = (id: string): Agent => ({
	id,
	name: id,
	account: null,
	status: "online",
	autoAccept: false,
	maxSessions: 10,
});

/** How pushes and replies name an agent. */
export const kfAccountOf = ({ account, id }: Agent): string => account ?? id;
