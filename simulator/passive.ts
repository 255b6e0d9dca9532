import { type Account, addToTranscript, type Chat, type World } from "./state";

type Packet = Record<string, unknown>;

/** What each passive reply of a service account must hold, as paths into the packet. */
const REQUIRED: Record<string, string[][]> = {
	text: [["Content"]],
	image: [["Image", "MediaId"]],
	voice: [["Voice", "MediaId"]],
	video: [["Video", "MediaId"]],
	music: [["Music", "ThumbMediaId"]],
	news: [["ArticleCount"], ["Articles"]],
};

/** True for a passive reply that WeChat could show. */
export function isPassiveReply(packet: Packet): boolean {
	const needed = Object.hasOwn(REQUIRED, String(packet.MsgType)) ? REQUIRED[String(packet.MsgType)] : null;
	return needed?.every((path) => isThere(packet, path)) ?? false;
}

/** A passive reply costs no window: it is the answer to the push itself. */
export function showPassiveReply(world: World, account: Account, chat: Chat, packet: Packet): void {
	const { ToUserName: _to, FromUserName: _from, CreateTime: _at, MsgType, Content, ...rest } = packet;
	chat.lastMessageAt = world.clock.now();
	chat.typingUntil = 0;
	const mediaId = mediaIdOf(rest, String(MsgType));
	const media = mediaId ? world.media.get(mediaId) : undefined;
	const url = media?.appid === account.appid ? { mediaId, url: `/_sim/media/${mediaId}` } : {};
	const shown = MsgType === "text" ? { text: String(Content) } : { fields: rest, ...url };
	addToTranscript(world, chat, { from: "api", type: String(MsgType), passive: true, ...shown });
}

function mediaIdOf(packet: Packet, type: string): string | null {
	const part = packet[type.charAt(0).toUpperCase() + type.slice(1)] as Packet | undefined;
	return typeof part?.MediaId === "string" ? part.MediaId : null;
}

function isThere(packet: Packet, path: string[]): boolean {
	let value: unknown = packet;
	for (const name of path) {
		value = typeof value === "object" && value !== null ? (value as Packet)[name] : undefined;
	}
	return value !== undefined && value !== "";
}
