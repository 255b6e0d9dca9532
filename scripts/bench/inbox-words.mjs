/** In one of ten messages. */
export const FREQUENT_WORD = "退款";
/** In about one of a hundred thousand. */
export const RARE_WORD = "貔貅";

/** Common characters of such conversations, the most common first; words are made of two of them. */
const CHARACTERS =
	"的我是不了在有你这个一好吗没到们么要就什能怎可以还时候请问发货收快递单号订价格钱多少元买卖家店铺商品质量尺码颜色大小号黑白红蓝绿" +
	"换修保障服务客售前后台系统手机电脑微信支付宝银行卡账户密码登录注册会员积分优惠券活动满减免运费包邮地址电话姓名联系方式修改取消" +
	"确认提交申请审核通过拒绝等待处理完成成功失败错误问题解决办法建议投诉表扬感谢谢您麻烦帮忙看下查一今天明昨早上中午晚周末月年" +
	"日期间内外里面东西南北京海广州深圳杭成都武汉重庆安苏物流顺丰圆通中韵达签仓库存缺补新旧款式样图片视频说明书使用安装" +
	"方法教程适合孩子老人男女士夏冬季衣服裤鞋帽箱家具厨房卫生间客厅卧室灯光风扇空调冰洗机热水器茶叶咖啡饼干坚果牛奶饮料";
/** Zipf's law: the word of rank n is said about 1/n as often as the first. */
const WORDS = 4000;
const NAMES = ["iPhone", "Switch", "Air", "Pro", "Max", "SF", "App", "Wi-Fi", "USB", "OK"];

/** Numbers from 0 to below 1, always the same ones for a seed. */
function randomsFrom(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/**
 * Gives a function that makes the text of the message of a number: some ten characters, as long as people write there.
 * @param {number} messages of how many, so that the rare word stands in fifty of five million
 */
export function textMaker(messages) {
	const random = randomsFrom(7);
	const characters = [...new Set(CHARACTERS)].filter((sign) => !FREQUENT_WORD.includes(sign));
	const pick = () => characters[Math.floor(random() ** 2 * characters.length)];
	const words = Array.from({ length: WORDS }, () => pick() + pick());
	const say = () => words[Math.floor(WORDS ** random()) - 1];
	const everyRare = Math.max(1, Math.floor(Math.min(messages / 10, 100_000)));
	return (number) => {
		let text = say();
		for (let left = 2 + Math.floor(random() * 6); left > 0; left--)
			text += random() < 0.12 ? `，${say()}` : say();
		if (random() < 0.1) text += FREQUENT_WORD;
		if (random() < 0.03) text += ` 订单${20_250_000_000_000 + Math.floor(random() * 1e9)}`;
		if (random() < 0.03) text += ` ${NAMES[Math.floor(random() * NAMES.length)]}`;
		if (number % everyRare === everyRare >> 1) text += RARE_WORD;
		return text;
	};
}
