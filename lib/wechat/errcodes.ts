/** What WeChat's error codes mean for the people at the screen. WeChat page: "Return codes" (全局返回码). */
import {
	CLASS_REACTIONS,
	CODE_REACTIONS,
	type Reaction,
	TYPING_REACTIONS,
} from "@/lib/wechat/errcode-reactions";
import { CLASSES, CODES, type ErrcodeClass } from "@/lib/wechat/errcode-texts";

export interface ErrcodeExplanation {
	zh: string;
	en: string;
	nextStepZh: string;
	nextStepEn: string;
}

/** Every code named in the documentation of customer service messages, tokens and media; 0 is not among them. */
export const ERRCODES: Record<number, ErrcodeExplanation & { class: ErrcodeClass }> = Object.fromEntries(
	CODES.map(({ errcode, class: errcodeClass, ...texts }) => [
		errcode,
		{ class: errcodeClass, ...CLASSES[errcodeClass], ...texts },
	]),
);

/** An address as 40164 names it: "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist". */
const ADDRESS = /\bip (\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]+)/i;
/** WeChat's traces for its own support, at the end of an errmsg. */
const TRACE = /[\s,;]*(?:rid:\s*[\w-]+|hint:\s*\[[^\]]*\])/gi;
const MAX_ERRMSG_CHARACTERS = 200;

/**
 * The explanation and the next step for `errcode`. With `errmsg` (WeChat's text) the address of 40164 is named,
 * and a code that is not in the table is shown with it, without `rid` and `hint`.
 */
export function explainErrcode(
	errcode: number,
	errmsg = "",
): ErrcodeExplanation & { class: ErrcodeClass | "unknown" } {
	const known = Object.hasOwn(ERRCODES, errcode) ? ERRCODES[errcode] : undefined;
	if (!known) return explainUnknown(errcode, errmsg);
	const address = errcode === 40164 ? ADDRESS.exec(errmsg)?.[1] : undefined;
	if (address === undefined) return known;
	return {
		...known,
		zh: `未送达 · 服务器 IP ${address} 不在白名单`,
		en: `Not delivered: server IP ${address} is not allow-listed`,
		nextStepZh: `把 ${address} 加入小程序后台的 IP 白名单，或关闭白名单`,
		nextStepEn: `Add ${address} to the IP allow-list of the Mini Program, or turn the list off`,
	};
}

/**
 * What is done about `errcode` without asking anybody; "none" for a code that is not in the table. Where a token was
 * asked for, "refresh_token" (40001) means that the AppSecret is wrong: there is nothing to refresh then.
 * With `call` "typing" it is never more than a new token or the end of typing signs for this account.
 */
export function reactionOf(errcode: number, call: "send" | "typing" = "send"): Reaction {
	const known = Object.hasOwn(ERRCODES, errcode) ? ERRCODES[errcode] : undefined;
	const reaction = known ? (CODE_REACTIONS.get(errcode) ?? CLASS_REACTIONS[known.class]) : "none";
	if (call === "send" || reaction === "refresh_token") return reaction;
	return TYPING_REACTIONS.get(errcode) ?? "none";
}

function explainUnknown(errcode: number, errmsg: string): ErrcodeExplanation & { class: "unknown" } {
	const said = [errcode, errmsg.replace(TRACE, "").trim().slice(0, MAX_ERRMSG_CHARACTERS)].join(" ").trim();
	return {
		class: "unknown",
		zh: `未送达 · 微信返回 ${said}`,
		en: `Not delivered: ${said}`,
		nextStepZh: "可立即重试，或复制详情交给管理员",
		nextStepEn: "Retry, or copy the details for an administrator",
	};
}
