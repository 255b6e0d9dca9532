import type { Account, World } from "../state";
import { mediaOf, type Payload, type SentContent } from "./content-parts";

type Check = (world: World, account: Account, payload: Payload) => SentContent | number;

/** The messages only a service account may send, beside text, image and Mini Program cards. */
export const serviceContent: Record<string, Check> = {
	voice: (world, account, { media_id: id }) => withMedia("voice", mediaOf(world, account, id, "audio/")),
	video: (world, account, { media_id: id, thumb_media_id: thumb, title = "", description = "" }) => {
		const cover = mediaOf(world, account, thumb, "image/");
		if (typeof cover === "number") return cover;
		return withMedia("video", mediaOf(world, account, id, "video/"), { title, description });
	},
	music: (world, account, { thumb_media_id: thumb, musicurl, hqmusicurl, title = "", description = "" }) => {
		if (typeof musicurl !== "string" || typeof hqmusicurl !== "string") return 40035;
		const shown = { title, description, musicurl, hqmusicurl };
		return withMedia("music", mediaOf(world, account, thumb, "image/"), shown);
	},
	news: (_world, _account, { articles }) => {
		if (!Array.isArray(articles) || articles.length === 0) return 40035;
		if (articles.length > 1) return 45008;
		const { title, description, url, picurl } = (articles[0] ?? {}) as Payload;
		if (typeof title !== "string" || typeof url !== "string") return 40035;
		return { type: "news", title, description, url, thumbUrl: picurl };
	},
	mpnews: (_world, _account, { media_id: id }) =>
		typeof id === "string" && id !== "" ? { type: "mpnews", mediaId: id } : 40007,
	mpnewsarticle: (_world, _account, { article_id: id }) =>
		typeof id === "string" && id !== "" ? { type: "mpnewsarticle", articleId: id } : 40035,
	msgmenu: (_world, _account, { head_content: head, list, tail_content: tail }) => {
		if (typeof head !== "string" || typeof tail !== "string" || !Array.isArray(list)) return 40035;
		const items = list as Payload[];
		if (items.some((item) => typeof item?.content !== "string")) return 40035;
		return { type: "msgmenu", text: head, items: items.map(({ id, content }) => ({ id, content })), tail };
	},
	wxcard: (_world, _account, { card_id: id }) =>
		typeof id === "string" && id !== "" ? { type: "wxcard", cardId: id } : 40035,
};

function withMedia(
	type: string,
	media: ReturnType<typeof mediaOf>,
	shown: Record<string, unknown> = {},
): SentContent | number {
	return typeof media === "number"
		? media
		: { type, ...shown, mediaId: media.id, url: `/_sim/media/${media.id}` };
}
