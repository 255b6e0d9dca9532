/** What an error on the way out means for the reply, and for its channel. */
import type { AlarmKind } from "@/lib/channels/alarms";
import type { SendOutcome } from "@/lib/channels/channel";
import type { Pause } from "@/lib/channels/pause";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import { reactionOf } from "@/lib/wechat/errcodes";
import { STABLE_TOKEN_API } from "@/lib/wechat/miniprogram/token";

/** What we know ourselves cannot be sent, in WeChat's codes for the same. */
const UNSENDABLE: Partial<Record<ErrorCode, number>> = { media_unusable: 46001, media_refused: 40137 };

/** How far a send had come: only in the last step can anything have been delivered. */
export type SendStep = "token" | "media" | "send";

/** What became of a send that threw `error` in `step`. */
export function toSendOutcome(error: unknown, step: SendStep): SendOutcome {
	if (error instanceof WechatApiError) return refusalOf(error);
	const unsendable = error instanceof AppError ? UNSENDABLE[error.code] : undefined;
	if (unsendable !== undefined) {
		return { outcome: "refused", errcode: unsendable, errmsg: "our own copy cannot be sent", why: "ours" };
	}
	const errmsg = error instanceof WechatNetworkError ? error.message : "our own fault; the log says more";
	if (!(error instanceof WechatNetworkError)) log.error({ err: error }, "a reply could not be sent");
	const mayHaveLeft = step === "send" && !(error instanceof WechatNetworkError && !error.sent);
	return mayHaveLeft ? { outcome: "unknown", errmsg } : { outcome: "busy", errcode: null, errmsg };
}

function refusalOf(error: WechatApiError): SendOutcome {
	const { errcode, errmsg } = error;
	const paused = (pause: Pause, alarm: AlarmKind | null): SendOutcome => ({
		outcome: "paused",
		pause,
		alarm,
		errcode,
		errmsg,
	});
	const reaction = reactionOf(errcode);
	switch (reaction) {
		case "retry":
			return { outcome: "busy", errcode, errmsg };
		case "pause_minute":
			return paused("minute", null);
		case "pause_until_midnight":
			return paused("midnight", "daily_quota");
		case "pause_channel":
		case "refresh_token":
			return paused("back_off", alarmOf(error));
		default:
			// Without a token nothing of the channel can be sent, whatever the reason.
			if (error.api === STABLE_TOKEN_API) return paused("back_off", alarmOf(error));
			return reaction === "close_window" || reaction === "use_up_quota"
				? { outcome: "refused", errcode, errmsg, why: "window" }
				: { outcome: "refused", errcode, errmsg };
	}
}

const KINDS = new Map<number, AlarmKind>([
	[40164, "ip_not_listed"],
	[89503, "ip_not_listed"],
	[89506, "ip_not_listed"],
	[89507, "ip_not_listed"],
	[48001, "permission"],
	[48008, "permission"],
	[61007, "permission"],
	[65400, "permission"],
	[48004, "restricted"],
	[50004, "restricted"],
	[50007, "restricted"],
]);

/** A dead token is one only where a token was used: asking for one, 40001 means that the AppSecret is wrong. */
function alarmOf({ errcode, api }: WechatApiError): AlarmKind {
	const isDead = api !== STABLE_TOKEN_API && reactionOf(errcode) === "refresh_token";
	return KINDS.get(errcode) ?? (isDead ? "token" : "credential");
}
