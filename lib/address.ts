/** Which addresses of the network a stranger's link may lead to, and how a call goes to a checked one. */
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

export interface Address {
	address: string;
	family: number;
}

/**
 * True for an address on the public internet. Private, loopback, link-local, carrier and documentation ranges, multicast,
 * IPv4 inside IPv6 and everything reserved are not; neither is what cannot be read.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	return ipaddr.parse(address).range() === "unicast";
}

/** The `lookup` of a call that shall go to this address and no other: a name may mean something else a moment later. */
export const pinnedTo =
	(checked: Address): LookupFunction =>
	(_host, { all }, done) =>
		all ? done(null, [checked]) : done(null, checked.address, checked.family);
