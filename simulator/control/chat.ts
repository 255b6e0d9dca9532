import { z } from "zod";
import { remaining } from "../grants";
import { type Received, receiveEnter, receiveEvent, receiveMessage, type UserMessage } from "../inbound";
import { sniffPicture, storeMedia } from "../media";
import { type PictureSample, pictureSamples, samplePicture } from "../picture-samples";
import { type Chat, type Media, openidOf, upsertUser } from "../state";
import { expiresAt, toolStateOf } from "../tool";
import { rawMessage } from "./raw";
import { deliveryView } from "./records";
import {
	accountOf,
	type ControlCall,
	ControlError,
	type ControlRoutes,
	chatOfCall,
	chatOfVisitor,
	isoTime,
	read,
} from "./route";

const userSchema = z.strictObject({
	id: z.string().min(1).max(64).optional(),
	nick: z.string().max(100).optional(),
});
const textSchema = z.strictObject({ content: z.string().max(100_000) });
const base64 = z.string().max(14_000_000);
const imageSchema = z.strictObject({
	base64: base64.optional(),
	/** Something else in the place of a picture, for those who fetch it. */
	sample: z.enum(Object.keys(pictureSamples) as [PictureSample, ...PictureSample[]]).optional(),
	/** The media id cannot be fetched; the link can. */
	mediaGone: z.boolean().default(false),
});
const cardSchema = z.strictObject({
	title: z.string().max(10_000),
	pagepath: z.string().max(10_000),
	appid: z.string().max(64).optional(),
	thumb: base64.optional(),
});
const enterSchema = z.strictObject({ sessionFrom: z.string().max(100_000).optional() });
const tapSchema = z.strictObject({ itemId: z.int() });

const SESSION_FROM_BYTES = 1000;

export const chatRoutes: ControlRoutes = {
	"GET /_sim/users": ({ world }) => ({
		items: [...world.users.values()].map((user) => userView(world, user.id)),
	}),
	"POST /_sim/users": (call) => {
		const { id, nick } = read(userSchema, call);
		return userView(call.world, upsertUser(call.world, id, nick).id);
	},
	"POST /_sim/chat/:appid/:user/text": (call) => {
		const { content } = read(textSchema, call);
		return receive(call, { type: "text", fields: { Content: content }, shown: { text: content } });
	},
	"POST /_sim/chat/:appid/:user/image": (call) => {
		const { base64, sample, mediaGone } = read(imageSchema, call);
		const media = sample
			? storeMedia(call.world, accountOf(call), pictureSamples[sample](), "image/jpeg", mediaGone)
			: mediaFrom(call, base64, mediaGone);
		const fields = { PicUrl: pictureUrl(call, media), MediaId: media.id };
		return receive(call, {
			type: "image",
			fields,
			shown: { mediaId: media.id, url: `/_sim/media/${media.id}` },
		});
	},
	"POST /_sim/chat/:appid/:user/card": (call) => {
		const { title, pagepath, appid, thumb } = read(cardSchema, call);
		const media = mediaFrom(call, thumb);
		const fields = {
			Title: title,
			AppId: appid ?? accountOf(call).appid,
			PagePath: pagepath,
			ThumbUrl: pictureUrl(call, media),
			ThumbMediaId: media.id,
		};
		const shown = { title, pagepath, appid: fields.AppId, thumbUrl: `/_sim/media/${media.id}` };
		return receive(call, { type: "miniprogrampage", fields, idFirst: true, shown });
	},
	"POST /_sim/chat/:appid/:user/enter": (call) => {
		const given = read(enterSchema, call).sessionFrom;
		const account = accountOf(call);
		if (account.kind === "service_account") {
			throw new ControlError(409, "not_applicable", "a service account has no contact button; use raw");
		}
		const sessionFrom = cutSessionFrom(given || "wxapp", account.settings.cutsMidCharacter);
		const chat = chatOfVisitor(call);
		return answer(call, chat, receiveEnter(call.world, account, chat, sessionFrom));
	},
	"POST /_sim/chat/:appid/:user/raw": (call) => {
		const raw = rawMessage(call.body);
		if (raw.message) return receive(call, raw.message);
		const chat = chatOfVisitor(call);
		const how = { notices: false, singleShot: raw.singleShot };
		return answer(call, chat, receiveEvent(call.world, accountOf(call), chat, raw.event, how));
	},
	"POST /_sim/chat/:appid/:user/block": (call) => block(chatOfCall(call), true),
	"POST /_sim/chat/:appid/:user/unblock": (call) => block(chatOfCall(call), false),
	/** What the Mini Program's bindcontact handler gets when the user taps a card. */
	"POST /_sim/chat/:appid/:user/tap-card": (call) => {
		const { itemId } = read(tapSchema, call);
		const item = chatOfCall(call).transcript.find(
			({ id, type }) => id === itemId && type === "miniprogrampage",
		);
		if (!item) throw new ControlError(404, "unknown_card", `no card ${itemId} in this chat`);
		const [path = "", search = ""] = String(item.pagepath).split(/\?(.*)/s);
		return { path, query: Object.fromEntries(new URLSearchParams(search)) };
	},
	"GET /_sim/chat/:appid/:user/transcript": (call) => transcriptView(call, chatOfCall(call)),
};

function receive(call: ControlCall, message: UserMessage) {
	const chat = chatOfVisitor(call);
	return answer(call, chat, receiveMessage(call.world, accountOf(call), chat, message));
}

/** At once, or with `?wait=1` after the delivery has ended. */
async function answer(call: ControlCall, chat: Chat, received: Received) {
	const { done, ...rest } = received;
	const result = { ...rest, openid: chat.openid, user: chat.user.id };
	if (call.query.get("wait") !== "1") return result;
	const delivery = await done;
	return { ...result, delivery: delivery && deliveryView(delivery) };
}

function mediaFrom(call: ControlCall, given: string | undefined, mediaGone = false): Media {
	const bytes = given ? Buffer.from(given, "base64") : samplePicture();
	const contentType = sniffPicture(bytes);
	if (!contentType) throw new ControlError(400, "no_picture", "base64 of a PNG, JPEG, GIF or BMP");
	return storeMedia(call.world, accountOf(call), bytes, contentType, mediaGone);
}

function pictureUrl(call: ControlCall, media: Media): string {
	return accountOf(call).settings.picUrlOverride || `${call.world.baseUrl}/cdn/pic/${media.id}/0`;
}

function block(chat: Chat, blocked: boolean) {
	chat.blocked = blocked;
	return { blocked };
}

/** WeChat cuts after 1000 bytes; a half character is dropped, or left in pieces when so set. */
function cutSessionFrom(text: string, midCharacter: boolean): string {
	const bytes = Buffer.from(text);
	if (bytes.length <= SESSION_FROM_BYTES) return text;
	let end = SESSION_FROM_BYTES;
	while (!midCharacter && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
	return bytes.subarray(0, end).toString("utf8");
}

function userView(world: ControlCall["world"], id: string) {
	const openids = Object.fromEntries([...world.accounts.keys()].map((appid) => [appid, openidOf(id, appid)]));
	return { id, nick: world.users.get(id)?.nick ?? id, openids };
}

function transcriptView(call: ControlCall, chat: Chat) {
	const { world } = call;
	const account = accountOf(call);
	const now = world.clock.now();
	const window = remaining(chat.grants, now);
	const toolState = toolStateOf(world, account, chat);
	return {
		openid: chat.openid,
		user: chat.user,
		items: chat.transcript.map((item) => ({ ...item, at: isoTime(item.at) })),
		typing: now < chat.typingUntil,
		blocked: chat.blocked,
		grants: window && { left: window.left, until: isoTime(window.until) },
		toolState,
		toolExpiresAt: toolState === "ACTIVE" ? isoTime(expiresAt(account, chat)) : null,
	};
}
