import type { AttackKit } from "./attack-kit";
import { type Attack, xmlOf } from "./attacks";
import { type Fields, writePacket } from "./build";

const HTML = `<script>alert(1)</script><img src=x onerror="alert(2)"><a href="javascript:alert(3)">tap</a>`;
const MIB = 1024 * 1024;

/** Correctly signed and encrypted, with something nasty inside. */
export const contentAttacks: Record<string, Attack> = {
	"body-too-large": {
		about: "a text of more than 1 MiB",
		expect: "refused",
		build: (kit) => kit.sealed(kit.text("x".repeat(MIB + 1))),
	},
	"empty-body": {
		about: "no body at all",
		expect: "refused",
		build: (kit) => kit.sealed(kit.text("empty"), { body: "" }),
	},
	"no-packet": {
		about: "neither XML nor JSON",
		expect: "refused",
		build: (kit) => kit.sealed("hello, this is no packet"),
	},
	"broken-packet": {
		about: "the packet breaks off in the middle",
		expect: "refused",
		build: (kit) => kit.sealed(kit.text("broken").slice(0, 60)),
	},
	"doctype-entities": {
		about: "a DOCTYPE whose entities grow a billionfold",
		expect: "refused",
		only: "xml",
		build: (kit) => kit.sealed(billionLaughs(kit)),
	},
	"doctype-external": {
		about: "a DOCTYPE that names a local file",
		expect: "refused",
		only: "xml",
		build: (kit) =>
			kit.sealed(`<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]>${xmlOf(kit, "&f;")}`),
	},
	"cdata-end": {
		about: "a content that ends its CDATA and goes on with markup, split as WeChat splits it",
		expect: "harmless",
		build: (kit) =>
			kit.sealed(kit.text("]]></Content><FromUserName>oVictim</FromUserName><Content><![CDATA[")),
	},
	"cdata-break-out": {
		about: "the same without the split: elements that occur twice",
		expect: "harmless",
		only: "xml",
		build: (kit) =>
			kit.sealed(xmlOf(kit, "<![CDATA[a]]></Content><FromUserName>oVictim</FromUserName><Content>b")),
	},
	"unknown-receiver": {
		about: "a ToUserName that is not this account",
		expect: "notStored",
		build: (kit) =>
			kit.sealed(writePacket({ ...kit.message("who?"), ToUserName: "gh_000000000000" }, kit.account)),
	},
	"json-duplicate-keys": {
		about: "FromUserName, Content and MsgId occur twice",
		expect: "harmless",
		only: "json",
		build: (kit) => {
			const twice = `"FromUserName":"oVictim","Content":"first","MsgId":1,`;
			return kit.sealed(kit.text("second").replace("{", `{${twice}`));
		},
	},
	"json-proto": {
		about: "a member named __proto__",
		expect: "harmless",
		only: "json",
		build: (kit) => {
			const poison = `"__proto__":{"MsgType":"event","polluted":true},"constructor":{"prototype":{"polluted":true}},`;
			return kit.sealed(kit.text("proto").replace("{", `{${poison}`));
		},
	},
	"deep-nesting": {
		about: "10,000 levels inside one another",
		expect: "harmless",
		build: (kit) => kit.sealed(deep(kit)),
	},
	"html-content": {
		about: "HTML and script as content of a text",
		expect: "harmless",
		build: (kit) => kit.sealed(kit.text(HTML)),
	},
	"html-title": {
		about: "HTML and script as title and path of a card",
		expect: "harmless",
		build: (kit) =>
			kit.sealed(packet(kit, { MsgType: "miniprogrampage", Title: HTML, AppId: HTML, PagePath: HTML })),
	},
	"html-session-from": {
		about: "HTML and script as SessionFrom",
		expect: "harmless",
		build: (kit) => {
			const { MsgId: _none, ...head } = kit.message("");
			const event = { ...head, MsgType: "event", Event: "user_enter_tempsession", SessionFrom: HTML };
			return kit.sealed(writePacket(event, kit.account));
		},
	},
	"lone-surrogate": {
		about: "half of an emoji",
		expect: "harmless",
		build: (kit) => kit.sealed(spliced(kit, `"\\ud83d"`, Buffer.from([0xed, 0xa0, 0xbd]))),
	},
	"nul-character": {
		about: "a NUL, which a database may refuse",
		expect: "harmless",
		build: (kit) => kit.sealed(spliced(kit, `"a\\u0000b"`, Buffer.from("a\0b"))),
	},
	"invalid-utf8": {
		about: "bytes that are no UTF-8",
		expect: "harmless",
		build: (kit) => kit.sealed(spliced(kit, null, Buffer.from([0xff, 0xfe, 0xc3]))),
	},
	"absurd-create-time": {
		about: "a CreateTime far beyond any calendar",
		expect: "harmless",
		build: (kit) => kit.sealed(packet(kit, { CreateTime: 99999999999999999999n })),
	},
	"absurd-msg-id": {
		about: "a MsgId of 4,000 digits",
		expect: "harmless",
		build: (kit) => kit.sealed(packet(kit, { MsgId: BigInt("9".repeat(4000)) })),
	},
	"no-sender": {
		about: "no FromUserName",
		expect: "notStored",
		build: (kit) => {
			const { FromUserName: _none, ...rest } = kit.message("from nobody");
			return kit.sealed(writePacket(rest, kit.account));
		},
	},
};

const packet = (kit: AttackKit, change: Fields): string =>
	writePacket({ ...kit.message("hello"), ...change }, kit.account);

function billionLaughs(kit: AttackKit): string {
	const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
	return `<!DOCTYPE xml [<!ENTITY l0 "lol">${levels.join("")}]>${xmlOf(kit, "&l9;")}`;
}

function deep(kit: AttackKit): string {
	const levels = 10_000;
	if (kit.json) return kit.text("deep").replace("{", `{"Deep":${"[".repeat(levels)}${"]".repeat(levels)},`);
	return kit.text("deep").replace("<xml>", `<xml>${"<d>".repeat(levels)}${"</d>".repeat(levels)}`);
}

/** Puts what no writer would write in the place of the content: a JSON literal, or bytes. */
function spliced(kit: AttackKit, jsonLiteral: string | null, bytes: Buffer): Buffer {
	const marker = "SPLICED_HERE";
	const text = kit.text(marker);
	if (kit.json && jsonLiteral) return Buffer.from(text.replace(`"${marker}"`, jsonLiteral));
	const [before = "", after = ""] = text.split(marker);
	return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
}
