/** Which addresses of the network a stranger's link may lead to. */
import ipaddr from "ipaddr.js";

/**
 * True for an address on the public internet. Private, loopback, link-local, carrier and documentation ranges, multicast,
 * IPv4 inside IPv6 and everything reserved are not; neither is what cannot be read.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	return ipaddr.parse(address).range() === "unicast";
}
