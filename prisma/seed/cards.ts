import { createCard } from "@/lib/admin/cards";
import { createCardSchema } from "@/lib/channels/card-schema";
import { getPrisma } from "@/lib/db";
import { saveUpload } from "@/lib/media/upload";
import { type Cover, drawCover } from "./covers";

interface Page {
	name: string;
	group: string;
	title: string;
	pagepath: string;
	cover: Cover;
}

/** Pages of the Mini Program of each channel, with blanks where an agent fills in. */
const PAGES: Record<string, Page[]> = {
	"demo-mini": [
		{
			name: "补发单详情",
			group: "售后",
			title: "补发单 {{补发单号}}：{{商品}}",
			pagepath: "pages/reissue/detail?id={{补发单号}}",
			cover: "parcel",
		},
		{
			name: "物流进度",
			group: "订单物流",
			title: "订单 {{订单号}} 的物流进度",
			pagepath: "pages/order/express?id={{订单号}}",
			cover: "road",
		},
		{
			name: "陶瓷杯 2 只装",
			group: "商品",
			title: "手作陶瓷杯 2 只装",
			pagepath: "pages/goods/detail?id=2107",
			cover: "cup",
		},
		{
			name: "优惠券领取",
			group: "活动",
			title: "送您一张 20 元券",
			pagepath: "pages/coupon/get?from=kf",
			cover: "coupon",
		},
	],
	"demo-json": [
		{ name: "门店自提", group: "门店", title: "最近的门店", pagepath: "pages/store/nearby", cover: "shop" },
	],
};

const RETURNS = {
	channelId: "demo-mini",
	type: "link",
	name: "退换货说明",
	group: "售后",
	title: "退换货说明",
	description: "签收后 7 天内可以无理由退换",
	url: "https://example.com/help/returns",
	thumbUrl: "https://example.com/help/returns.png",
};

/** Cards and a link to try the library with. Once there are any, they are somebody's own. */
export async function seedCards(): Promise<void> {
	if ((await getPrisma().card.count()) > 0) return;
	const where = { email: "admin@example.com" };
	const agent = await getPrisma().agent.findUniqueOrThrow({ where, select: { id: true } });
	const make = (card: unknown) => createCard({ agent, channelIds: null }, createCardSchema.parse(card));
	await make(RETURNS);
	for (const [channelId, pages] of Object.entries(PAGES)) {
		for (const { cover, ...page } of pages) {
			const picture = {
				channelId,
				agentId: agent.id,
				bytes: await drawCover(cover),
				fileName: `${cover}.jpg`,
			};
			const { id: mediaId } = await saveUpload(picture);
			await make({ ...page, channelId, type: "miniprogrampage", mediaId });
		}
	}
}
