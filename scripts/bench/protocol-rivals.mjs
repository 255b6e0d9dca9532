// The packages beside which lib/wechat is measured, each used as its README says, with its objects made once where it
// allows that. The two that only know the cryptography get fast-xml-parser to read with, the cheapest way of writing XML,
// and around them the two comparisons without which a push proves nothing.
import querystring from "node:querystring";
import { decrypt, encrypt, getSignature } from "@wecom/crypto";
import { XMLParser } from "fast-xml-parser";
import easywechat from "node-easywechat";
import WXBizMsgCrypt from "wechat-crypto";
import { APP_ID, ENCODING_AES_KEY, TOKEN } from "./protocol-packets.ts";

const xml = new XMLParser({ parseTagValue: false });
const biz = new WXBizMsgCrypt(TOKEN, ENCODING_AES_KEY, APP_ID);
const app = new easywechat.MiniApp({ app_id: APP_ID, secret: "", token: TOKEN, aes_key: ENCODING_AES_KEY });

export const rivals = [
	cryptoOnly("@wecom/crypto", {
		sign: (timestamp, nonce, cipher) => getSignature(TOKEN, timestamp, nonce, cipher),
		decrypt: (cipher) => decrypt(ENCODING_AES_KEY, cipher),
		encrypt: (text) => encrypt(ENCODING_AES_KEY, text, APP_ID),
	}),
	cryptoOnly("wechat-crypto", {
		sign: (timestamp, nonce, cipher) => biz.getSignature(timestamp, nonce, cipher),
		decrypt: (cipher) => biz.decrypt(cipher),
		encrypt: (text) => biz.encrypt(text),
	}),
	{
		name: "node-easywechat",
		constantTime: "no",
		prepare({ query, body }) {
			const request = new easywechat.ServerRequest("POST", "/push", {}, body);
			return request.withQueryParams(querystring.parse(query));
		},
		async answer(request) {
			let text = null;
			// A server keeps what each request adds to it, so every request needs its own.
			const server = app.setRequest(request).setServer(null).getServer();
			server.with((message) => {
				text = message.Content;
				return { MsgType: "transfer_customer_service" };
			});
			const response = await server.serve();
			return { text, body: response.getBody().toString() };
		},
	},
];

function cryptoOnly(name, { sign, decrypt, encrypt }) {
	return {
		name,
		constantTime: "left to the caller",
		prepare: ({ query, body }) => ({ query: querystring.parse(query), body }),
		answer({ query, body }) {
			const cipher = xml.parse(body.toString()).xml.Encrypt;
			if (sign(query.timestamp, query.nonce, cipher) !== query.msg_signature) throw new Error("signature");
			const { message, id } = decrypt(cipher);
			if (id !== APP_ID) throw new Error("appid");
			const { FromUserName, ToUserName, Content } = xml.parse(message).xml;
			const now = String(Math.floor(Date.now() / 1000));
			const reply = encrypt(
				`<xml><ToUserName><![CDATA[${FromUserName}]]></ToUserName><FromUserName><![CDATA[${ToUserName}]]></FromUserName><CreateTime>${now}</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`,
			);
			return {
				text: Content,
				body: `<xml><Encrypt><![CDATA[${reply}]]></Encrypt><MsgSignature><![CDATA[${sign(now, query.nonce, reply)}]]></MsgSignature><TimeStamp>${now}</TimeStamp><Nonce><![CDATA[${query.nonce}]]></Nonce></xml>`,
			};
		},
	};
}
