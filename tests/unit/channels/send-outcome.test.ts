import { expect, test } from "vitest";
import { toSendOutcome } from "@/lib/channels/send-outcome";
import { AppError } from "@/lib/errors";
import { WechatApiError, WechatNetworkError } from "@/lib/wechat/api";
import { ERRCODES, reactionOf } from "@/lib/wechat/errcodes";
import { STABLE_TOKEN_API } from "@/lib/wechat/miniprogram/token";

const SEND = "/cgi-bin/message/custom/send";
const CODES = Object.keys(ERRCODES).map(Number);

const refused = (errcode: number, api: string) => new WechatApiError({ errcode, errmsg: "said", api });

const OF_REACTION = {
	none: { outcome: "refused" },
	retry: { outcome: "busy" },
	// After one new token and one more try.
	refresh_token: { outcome: "paused", pause: "back_off", alarm: "token" },
	upload_again: { outcome: "refused" },
	pause_minute: { outcome: "paused", pause: "minute", alarm: null },
	pause_until_midnight: { outcome: "paused", pause: "midnight", alarm: "daily_quota" },
	pause_channel: { outcome: "paused", pause: "back_off", alarm: expect.any(String) },
	close_window: { outcome: "refused", why: "window" },
	use_up_quota: { outcome: "refused", why: "window" },
	mark_unreachable: { outcome: "refused" },
	disable_typing: { outcome: "refused" },
} as const;

test.each(CODES)("%i as the answer to a reply does what the table of reactions says", (errcode) => {
	const outcome = toSendOutcome(refused(errcode, SEND), "send");
	expect(outcome).toMatchObject({ ...OF_REACTION[reactionOf(errcode)], errcode, errmsg: "said" });
});

test.each([...CODES, 99999])(
	"%i as the answer to asking for a token never fails a reply: it waits, or is tried again",
	(errcode) => {
		const outcome = toSendOutcome(refused(errcode, STABLE_TOKEN_API), "token");
		expect(["paused", "busy"]).toContain(outcome.outcome);
		expect(outcome).not.toMatchObject({ alarm: "token" });
	},
);

test.each([
	[40125, "credential"],
	[40243, "credential"],
	[40013, "credential"],
	[40001, "credential"],
	[40164, "ip_not_listed"],
	[89503, "ip_not_listed"],
	[48001, "permission"],
	[61007, "permission"],
	[48004, "restricted"],
	[50007, "restricted"],
])("%i without a token raises the alarm %s", (errcode, alarm) => {
	expect(toSendOutcome(refused(errcode, STABLE_TOKEN_API), "token")).toMatchObject({ alarm });
});

test("a code nobody has heard of fails this reply and nothing else", () => {
	expect(toSendOutcome(refused(99999, SEND), "send")).toEqual({
		outcome: "refused",
		errcode: 99999,
		errmsg: "said",
	});
});

test("only where the message itself was under way can a lost answer mean that it arrived", () => {
	const lost = (sent: boolean) => new WechatNetworkError({ sent, api: SEND, reason: "reset" });
	expect(toSendOutcome(lost(true), "send").outcome).toBe("unknown");
	expect(toSendOutcome(lost(false), "send").outcome).toBe("busy");
	expect(toSendOutcome(lost(true), "media").outcome).toBe("busy");
	expect(toSendOutcome(lost(true), "token").outcome).toBe("busy");
});

test("a picture of ours that cannot be sent says nothing about WeChat", () => {
	expect(toSendOutcome(new AppError("media_unusable"), "media")).toMatchObject({
		outcome: "refused",
		why: "ours",
	});
});
