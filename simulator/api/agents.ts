import { logOut, sessionsOf } from "../tool";
import { MAX_AGENTS, newAgent } from "../tool-session";
import { authorised, type Endpoint, readObject, refusal } from "./call";
import { ok } from "./errors";

/** `GET /cgi-bin/customservice/getkflist`: everybody bound to the official tool. */
export const agentListEndpoint: Endpoint = authorised({ post: false }, (_call, account) => ({
	json: {
		kf_list: [...account.agents.values()].map(({ id, name, account: kfAccount }) => ({
			...(kfAccount ? { kf_account: kfAccount } : {}),
			kf_nick: name,
			kf_id: id,
			kf_headimgurl: "",
		})),
	},
}));

/** `GET /cgi-bin/customservice/getonlinekflist` */
export const onlineAgentsEndpoint: Endpoint = authorised({ post: false }, ({ world }, account) => {
	const sessions = sessionsOf(world, account);
	const online = [...account.agents.values()].filter(({ status }) => status !== "offline");
	return {
		json: {
			kf_online_list: online.map(({ id, account: kfAccount }) => ({
				...(kfAccount ? { kf_account: kfAccount } : {}),
				status: 1,
				kf_id: id,
				accepted_case: sessions.filter((chat) => chat.tool.agentId === id).length,
			})),
		},
	};
});

const KF_ACCOUNT = /^[A-Za-z0-9_]{1,10}@[A-Za-z0-9_-]{1,30}$/;
const MAX_NICK_CHARACTERS = 16;

/** `POST /customservice/kfaccount/add {kf_account, nickname}`: a new agent, who is offline until he signs in. */
export const addAgentEndpoint: Endpoint = authorised({ post: true, kf: true }, ({ body }, { agents }) => {
	const asked = readObject(body);
	if (typeof asked === "number") return refusal(asked);
	const { kf_account: kfAccount, nickname } = asked;
	if (typeof kfAccount !== "string" || !KF_ACCOUNT.test(kfAccount)) return refusal(65404);
	if (typeof nickname !== "string" || nickname === "" || [...nickname].length > MAX_NICK_CHARACTERS) {
		return refusal(65403);
	}
	if (agents.has(kfAccount)) return refusal(65406);
	if (agents.size >= MAX_AGENTS) return refusal(65405);
	agents.set(kfAccount, { ...newAgent(kfAccount), account: kfAccount, name: nickname, status: "offline" });
	return { json: ok };
});

/** `GET /customservice/kfaccount/del?kf_account=` */
export const deleteAgentEndpoint: Endpoint = authorised({ post: false, kf: true }, (call, owner) => {
	const named = call.query.get("kf_account") ?? "";
	const found = [...owner.agents.values()].find(({ account }) => account === named);
	if (!found) return refusal(65401);
	logOut(call.world, owner, found);
	owner.agents.delete(found.id);
	return { json: ok };
});
