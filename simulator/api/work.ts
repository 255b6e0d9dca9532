import { type ApiReply, authorised, type Endpoint, readObject, refusal } from "./call";
import { ok } from "./errors";

/** Which WeCom company's customer service a Mini Program may open; `workBindOutcome` plays its refusals. */
const CORPID = /^w[wx][0-9a-zA-Z]{16}$/;

/** `POST /customservice/work/bind {corpid}` */
export const workBindEndpoint: Endpoint = authorised({ post: true }, ({ world, body }, account) => {
	const corpid = corpidOf(body);
	if (typeof corpid !== "string") return corpid;
	if (!CORPID.test(corpid)) return refusal(10130600);
	const { workBindOutcome } = account.settings;
	if (workBindOutcome !== "ok") return refusal(Number(workBindOutcome));
	if (account.work) return refusal(10130603);
	account.work = { corpid, boundAt: world.clock.seconds() };
	return { json: ok };
});

/** `POST /customservice/work/unbind {corpid}` */
export const workUnbindEndpoint: Endpoint = authorised({ post: true }, ({ body }, account) => {
	const corpid = corpidOf(body);
	if (typeof corpid !== "string") return corpid;
	if (account.work?.corpid !== corpid) return refusal(10130604);
	account.work = null;
	return { json: ok };
});

/** `GET /customservice/work/get`: without the three fields when nothing is bound. */
export const workGetEndpoint: Endpoint = authorised({ post: false }, (_call, { work, name }) => ({
	json: work ? { ...ok, entityName: name, corpid: work.corpid, bindTime: work.boundAt } : ok,
}));

function corpidOf(body: Buffer): string | ApiReply {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	return typeof asked.corpid === "string" && asked.corpid !== "" ? asked.corpid : refusal(10130002);
}
