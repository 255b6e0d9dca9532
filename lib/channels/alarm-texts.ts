/** What an alarm says to people: what is wrong, and what an administrator does about it. */
import { explainErrcode } from "@/lib/wechat/errcodes";

interface Said {
	zh: string;
	en: string;
}

interface AlarmText {
	explanation: Said;
	nextStep: Said;
}

const text = (explanation: Said, nextStep: Said): AlarmText => ({ explanation, nextStep });

/** Where WeChat's code says nothing better. */
export const ALARM_TEXTS = {
	credential: text(
		{ zh: "渠道凭据失效", en: "The channel's credential does not work" },
		{
			zh: "核对 AppID 和 AppSecret；若已被冻结，先在小程序后台解冻",
			en: "Check AppID and AppSecret; if the secret is frozen, unfreeze it at WeChat",
		},
	),
	ip_not_listed: text(
		{ zh: "服务器 IP 不在白名单", en: "The server's IP is not allow-listed" },
		{
			zh: "把服务器 IP 加入小程序后台的 IP 白名单，或关闭白名单",
			en: "Add the server's IP to the allow-list of the Mini Program, or turn the list off",
		},
	),
	permission: text(
		{ zh: "小程序没有客服消息权限", en: "The Mini Program may not use customer service messages" },
		{
			zh: "在小程序后台开通客服消息权限，或把权限交还给本系统",
			en: "Give the account the customer service permission at WeChat",
		},
	),
	restricted: text(
		{ zh: "帐号或接口被微信限制", en: "WeChat has restricted the account or its API" },
		{
			zh: "登录小程序后台查看违规通知并申诉",
			en: "Read the notices in the Mini Program's administration and appeal there",
		},
	),
	daily_quota: text(
		{ zh: "今日调用次数已用完", en: "The daily API quota is used up" },
		{
			zh: "零点后自动恢复；急用时在小程序后台清零（每月 10 次）",
			en: "Goes on by itself after midnight; if it is urgent, clear the quota (10 times a month)",
		},
	),
	token: text(
		{ zh: "微信反复拒绝 access_token", en: "WeChat refuses our access tokens again and again" },
		{
			zh: "检查是否有其他系统在强制刷新同一小程序的 stable_token",
			en: "Look for another system that force-refreshes the stable token of this Mini Program",
		},
	),
	signature: text(
		{ zh: "收到签名不符的推送", en: "Pushes with a wrong signature arrive" },
		{
			zh: "核对渠道与微信后台的 Token 和 EncodingAESKey；若一致，说明有人冒充微信，可不处理",
			en: "Compare Token and EncodingAESKey here and at WeChat; if they match, somebody else is knocking",
		},
	),
	source_ip: text(
		{ zh: "有推送来自微信名单以外的地址", en: "A push came from an address that WeChat does not list" },
		{
			zh: "若服务器前有代理，确认它传递真实地址；否则更换 Token",
			en: "Behind a proxy, check that it passes the true address on; otherwise change the Token",
		},
	),
	relay: text(
		{ zh: "转发地址没有按时应答", en: "The relay address does not answer in time" },
		{
			zh: "检查转发地址的服务，或在渠道设置中关闭转发",
			en: "Check the service behind the relay address, or turn the relay off in the channel",
		},
	),
} as const satisfies Record<string, AlarmText>;

/** What can be wrong with a channel. */
export type AlarmKind = keyof typeof ALARM_TEXTS;

/** These say more by themselves than the code that raised them. */
const OWN_WORDS: ReadonlySet<AlarmKind> = new Set(["token", "daily_quota"]);

/**
 * @param errcode WeChat's code, when there was one; its explanation is more exact than the kind's
 * @param errmsg WeChat's text, which names the address of 40164
 * @param address where a push came from
 */
export function explainAlarm(
	kind: AlarmKind,
	{ errcode, errmsg, address }: { errcode: number | null; errmsg: string | null; address: string | null },
): AlarmText {
	const known = ALARM_TEXTS[kind];
	if (address !== null) return { ...known, explanation: withAddress(known.explanation, address) };
	if (errcode === null || OWN_WORDS.has(kind)) return known;
	const { zh, en, nextStepZh, nextStepEn } = explainErrcode(errcode, errmsg ?? "");
	const explanation = { zh: `${withoutVerdict(zh)}（${errcode}）`, en: `${withoutVerdict(en)} (${errcode})` };
	const nextStep = kind === "ip_not_listed" ? { zh: nextStepZh, en: nextStepEn } : known.nextStep;
	return { explanation, nextStep };
}

const withAddress = ({ zh, en }: Said, address: string): Said => ({
	zh: `${zh}：${address}`,
	en: `${en}: ${address}`,
});

/** An alarm is of the channel; whether a message was delivered is said with the message. */
function withoutVerdict(said: string): string {
	const reason = said.replace(/^(未送达 · |Not delivered: )/, "");
	return reason.charAt(0).toUpperCase() + reason.slice(1);
}
