import { explainErrcode } from "@/lib/wechat/errcodes";

interface Ended {
	status: string;
	errcode: number | null;
	errmsg: string | null;
}

export interface FailureText {
	errcode: number | null;
	explanation: { zh: string; en: string };
	nextStep: { zh: string; en: string };
	retryable: boolean;
}

/** Trying the very same again cannot help, or must not happen before the customer writes. */
const FINAL_CLASSES = new Set(["window", "quota", "customer", "content", "bug"]);

/** What our own ledger refused, in WeChat's words for the same thing. */
const LEDGER_CODES: Record<string, number> = { window_closed: 45015, quota_used_up: 45047 };

/** Why a reply did not arrive, may not have arrived or still waits, in words for agents. */
export function explainFailure({ status, errcode, errmsg }: Ended): FailureText {
	if (status === "unknown") return UNKNOWN;
	if (status === "queued") return explainWaiting(errcode, errmsg);
	const code = errcode ?? LEDGER_CODES[errmsg ?? ""];
	if (code === undefined) return NO_ANSWER;
	const { class: kind, zh, en, nextStepZh, nextStepEn } = explainErrcode(code, errmsg ?? "");
	return {
		errcode,
		explanation: { zh, en },
		nextStep: { zh: nextStepZh, en: nextStepEn },
		retryable: !FINAL_CLASSES.has(kind),
	};
}

/** The same in a few words, for a row: "条数已用完". Null where nobody knows what became of it. */
export function shortReason(ended: Ended): { zh: string; en: string } | null {
	if (ended.status === "unknown") return null;
	const { zh, en } = explainFailure(ended).explanation;
	return {
		zh: zh.replace(/^未送达 · /, "").replace(/。.*$/s, ""),
		en: en.replace(/^Not delivered: /, "").replace(/\. .*$|\.$/s, ""),
	};
}

/** It is sent by itself, so nothing is lost and nobody here has to do anything. */
function explainWaiting(errcode: number | null, errmsg: string | null): FailureText {
	if (errcode === null) return { ...NO_ANSWER, nextStep: RETRIED };
	const { class: kind, zh, en, nextStepZh, nextStepEn } = explainErrcode(errcode, errmsg ?? "");
	return {
		errcode,
		explanation: {
			zh: zh.replace(/^未送达/, "等待发送"),
			en: en.replace(/^Not delivered/, "Waiting to be sent"),
		},
		nextStep: PASSING_CLASSES.has(kind) ? { zh: nextStepZh, en: nextStepEn } : SENT_ONCE_FIXED,
		retryable: true,
	};
}

/** What ends without anybody's doing, and says when. */
const PASSING_CLASSES = new Set(["busy", "rate", "daily_quota"]);

const SENT_ONCE_FIXED = {
	zh: "已通知管理员，修复后自动发送",
	en: "The administrator has been told; it is sent once fixed",
};
const RETRIED = { zh: "正在自动重试", en: "Retrying by itself" };

const UNKNOWN: FailureText = {
	errcode: null,
	explanation: {
		zh: "结果未知 · 已发给微信，但没有收到应答",
		en: "Outcome unknown: sent to WeChat, no answer came back",
	},
	nextStep: {
		zh: "客户可能已经收到。确认后选择“已收到”，或再发一次",
		en: "The customer may have it. Mark it as received, or send it again",
	},
	retryable: true,
};

const NO_ANSWER: FailureText = {
	errcode: null,
	explanation: { zh: "未送达 · 连不上微信", en: "Not delivered: WeChat could not be reached" },
	nextStep: {
		zh: "稍后重试；持续出现时请管理员检查服务器网络",
		en: "Retry later; if it goes on, ask an administrator to check the network",
	},
	retryable: true,
};
