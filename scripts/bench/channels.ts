/** The channels of the benches, each with an account of its own at the simulator. */
const SAFE_XML = { encryption: "safe", format: "xml", token: "benchtoken" } as const;

/** Everything about them is the same but who they are and who answers. */
export const CHANNELS = {
	agent: {
		...SAFE_XML,
		id: "bench-agent",
		openingMode: "agent",
		appId: "wxbench0000agent",
		appSecret: "bench-agent-secret",
		originalId: "gh_bench0agent",
		encodingAesKey: "benchAgentKey0123456789abcdefghijklmnopqrsA",
	},
	bot: {
		...SAFE_XML,
		id: "bench-bot",
		openingMode: "bot",
		appId: "wxbench000000bot",
		appSecret: "bench-bot-secret",
		originalId: "gh_bench000bot",
		encodingAesKey: "benchBotKey00123456789abcdefghijklmnopqrstA",
	},
} as const;
export type ChannelName = keyof typeof CHANNELS;

/** The account as the simulator's control API takes it. Windows that never close: the bench is about speed. */
export function accountOf(channel: ChannelName, pushUrl: string) {
	const { appId, appSecret, originalId, token, encodingAesKey, encryption, format } = CHANNELS[channel];
	return {
		appid: appId,
		secret: appSecret,
		originalId,
		push: { url: pushUrl, token, encodingAesKey, mode: encryption, format },
		quotas: { "/cgi-bin/message/custom/send": { daily: 100_000_000 } },
		flags: { grantModel: "unlimited" },
	};
}
