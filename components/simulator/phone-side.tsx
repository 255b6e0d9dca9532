"use client";

import type { RefObject } from "react";
import { ChannelPicker } from "./channel-picker";
import { CustomerPicker } from "./customer-picker";
import { Phone } from "./phone";
import { PhoneActions } from "./phone-actions";
import { PhoneFailed, PhoneUnknown } from "./phone-states";
import { useAccounts } from "./simulator-data";
import type { SimulatorPanesProps } from "./simulator-panes";

/** Who writes from where, their phone, and what else they may do. */
export function PhoneSide({
	channels,
	channel,
	users,
	user,
	chat,
	loading,
	failure,
	field,
	onChannel,
	onCustomer,
}: SimulatorPanesProps & { field: RefObject<HTMLTextAreaElement | null> }) {
	const { data: accounts } = useAccounts();
	const account = accounts?.find(({ appid }) => appid === channel.appId);
	const unknown = accounts !== undefined && !account;
	return (
		<div className="flex min-h-0 flex-col items-center gap-3 overflow-y-auto bg-canvas p-4 max-sm:gap-2 max-sm:p-2">
			<div className="flex w-[340px] max-w-full flex-none gap-2 max-sm:w-full">
				<ChannelPicker channels={channels} channel={channel} onChange={onChannel} />
				<CustomerPicker appId={channel.appId} users={users} user={user} onChange={onCustomer} />
			</div>
			{failure !== undefined && <PhoneFailed error={failure} />}
			{failure === undefined && unknown && <PhoneUnknown />}
			{failure === undefined && !unknown && (
				<>
					<Phone key={chat?.openid} channel={channel} chat={chat} loading={loading} field={field} />
					<PhoneActions chat={chat} user={user} encrypted={account?.push.mode !== "plain"} />
				</>
			)}
		</div>
	);
}
