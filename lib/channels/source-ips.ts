/** Watches where good pushes come from. The signature decides; this only tells of what is strange. */
import ipaddr from "ipaddr.js";
import { forgetAccount, getAccount } from "@/lib/channels/accounts";
import { healAlarms } from "@/lib/channels/alarms";
import type { ChannelAccount } from "@/lib/channels/channel";
import { raiseSoon } from "@/lib/channels/door-alarms";
import { getAccessToken } from "@/lib/channels/tokens";
import { rows } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";
import { fetchCallbackIps } from "@/lib/wechat/miniprogram/callback-ips";

/** WeChat's page asks for once a day; a failed try is repeated after an hour. */
const REFRESH_HOURS = 24;
const RETRY_HOURS = 1;
const TIMEOUT_MS = 5 * SECOND_MS;
/** Longer is no address. */
const ADDRESS_CHARACTERS = 64;

/** Raises an alarm with the address when a good push comes from where WeChat does not push. Never refuses anything. */
export function watchSource(account: ChannelAccount, address: string | null | undefined, now: Date): void {
	if (!account.watchSourceIps || account.callbackIps.length === 0 || !address) return;
	if (isListed(address, account.callbackIps)) return;
	const plain = ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
	raiseSoon(account.id, "source_ip", { address: plain.slice(0, ADDRESS_CHARACTERS) }, now);
}

/** Whether `address` is one of `listed`, addresses and ranges ("101.226.103.0/25") mixed. What is neither lists nothing. */
export function isListed(address: string, listed: readonly string[]): boolean {
	if (!ipaddr.isValid(address)) return false;
	const given = ipaddr.process(address);
	return listed.some((text) => {
		if (!text.includes("/"))
			return ipaddr.isValid(text) && ipaddr.process(text).toString() === given.toString();
		if (!ipaddr.isValidCIDR(text)) return false;
		const [network, bits] = ipaddr.parseCIDR(text);
		return network.kind() === given.kind() && given.match(network, bits);
	});
}

/** Asks WeChat for the list of every watched channel whose list is a day old; what was strange by the old one is forgotten. */
export async function refreshCallbackIps(): Promise<void> {
	// Taken before asking, so that no other process asks too.
	const due = await rows<{ id: string }>({
		name: "take_due_callback_ips",
		text: `UPDATE channels SET callback_ips_at = now() - make_interval(hours => $1)
			WHERE watch_source_ips AND (callback_ips_at IS NULL OR callback_ips_at < now() - make_interval(hours => $2))
			RETURNING id`,
		values: [REFRESH_HOURS - RETRY_HOURS, REFRESH_HOURS],
	});
	for (const { id } of due) {
		await refresh(id).catch((error: unknown) =>
			log.warn({ err: error, channelId: id }, "WeChat's own addresses could not be asked for"),
		);
	}
}

async function refresh(channelId: string): Promise<void> {
	const accessToken = await getAccessToken(await getAccount(channelId));
	const listed = await fetchCallbackIps({
		baseUrl: env().WECHAT_API_URL,
		accessToken,
		timeoutMs: TIMEOUT_MS,
	});
	await rows({
		text: "UPDATE channels SET callback_ips = $2, callback_ips_at = now() WHERE id = $1",
		values: [channelId, listed],
	});
	forgetAccount(channelId);
	await healAlarms(channelId, ["source_ip"]);
}
