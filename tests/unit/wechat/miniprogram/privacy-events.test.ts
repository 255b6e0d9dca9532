/** Events by which WeChat tells that a person's data is to be erased. */
import { expect, test } from "vitest";
import { eventDigest, openPush } from "@/lib/wechat/miniprogram/push";
import { buildXml } from "@/lib/wechat/xml";
import { NOW, PLAIN, plainPush, SAFE } from "@/tests/unit/wechat/pushes";

const PERSON = "oaKk343WOktAaT2ygsX138BGblrg";
const EVENT = {
	ToUserName: SAFE.originalId,
	FromUserName: "oaKk346BaWE-eIn4oSRWbaM9vR7s",
	CreateTime: 1627359464,
	MsgType: "event",
	Event: "user_authorization_revoke",
	OpenID: PERSON,
	AppID: SAFE.appId,
	RevokeInfo: "201",
};

const open = (body: string) => openPush(plainPush(body), PLAIN, NOW);
const privacyOf = (fields: Record<string, unknown>) => {
	const push = open(JSON.stringify(fields));
	if (push.kind !== "event") throw new Error(push.kind);
	return push.privacy;
};

test.each([
	"user_authorization_revoke",
	"user_info_modified",
	"user_authorization_cancellation",
	"User_Authorization_Revoke",
])("%s names the person it concerns, who is not its sender, in JSON and XML", (Event) => {
	for (const body of [JSON.stringify({ ...EVENT, Event }), buildXml({ ...EVENT, Event })]) {
		expect(open(body)).toMatchObject({
			kind: "event",
			event: Event.toLowerCase(),
			openid: EVENT.FromUserName,
			privacy: { openid: PERSON, appid: SAFE.appId },
			fields: { RevokeInfo: "201" },
		});
	}
});

const { OpenID: _openid, AppID: _appid, ...BARE } = EVENT;

test.each([
	["lower-case names", { ...BARE, openid: PERSON, appid: SAFE.appId }],
	["mixed names", { ...BARE, OpenId: PERSON, AppId: SAFE.appId }],
	[
		"the blank of WeChat's own example before the names",
		{ ...BARE, " OpenID": PERSON, " AppID": SAFE.appId },
	],
	["blanks around the values", { ...BARE, OpenID: ` ${PERSON} `, AppID: `${SAFE.appId}\n` }],
])("the person is found under %s", (_, fields) => {
	expect(privacyOf(fields)).toEqual({ openid: PERSON, appid: SAFE.appId });
});

test("without OpenID the sender is meant, without AppID nobody knows which Mini Program", () => {
	expect(privacyOf(BARE)).toEqual({ openid: EVENT.FromUserName, appid: null });
});

test.each([
	["empty", ""],
	["a list", [PERSON]],
	["an object", {}],
	["null", null],
	["endless", "o".repeat(129)],
])("an OpenID that is %s names nobody, and certainly not the sender", (_, OpenID) => {
	expect(privacyOf({ ...EVENT, OpenID })).toBeNull();
});

test("an event of the same kind without any person is still an event", () => {
	expect(open(JSON.stringify({ ...BARE, FromUserName: undefined }))).toMatchObject({
		kind: "event",
		openid: "",
		privacy: null,
	});
});

test.each(["wxa_media_check", "debug_demo", "subscribe_msg_popup_event", ""])(
	"the event %j concerns nobody's privacy",
	(Event) => {
		expect(privacyOf({ ...EVENT, Event })).toBeNull();
	},
);

test("two people who withdraw in the same second are two events", () => {
	const digest = (fields: Record<string, unknown>) => eventDigest(open(JSON.stringify(fields)));
	expect(digest(EVENT)).not.toBe(digest({ ...EVENT, OpenID: "another" }));
	expect(digest(EVENT)).toBe(digest({ ...EVENT }));
});
