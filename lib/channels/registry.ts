/** Which protocol a channel speaks. */
import type { ChannelAccount, ChannelProtocol } from "@/lib/channels/channel";
import { miniprogram } from "@/lib/channels/miniprogram";
import { AppError } from "@/lib/errors";

const PROTOCOLS: Partial<Record<ChannelAccount["kind"], ChannelProtocol>> = { miniprogram };

/** @throws AppError `not_found` for a kind that is not served yet. */
export function protocolOf(account: Pick<ChannelAccount, "kind">): ChannelProtocol {
	const protocol = PROTOCOLS[account.kind];
	if (!protocol)
		throw new AppError("not_found", { message: `channels of kind ${account.kind} are not served yet` });
	return protocol;
}
