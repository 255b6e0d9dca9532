/** What the query of a push proves: that its sender knows the token, and when it was sent. */
import { AppError } from "@/lib/errors";
import { toUnixSeconds } from "@/lib/time";
import { isSignature } from "@/lib/wechat/signature";

/** @throws AppError `push_refused` unless `name` signs the timestamp, the nonce and `more` with `token` */
export function requireSignature(
	query: URLSearchParams,
	name: "signature" | "msg_signature",
	token: string,
	...more: string[]
): void {
	if (!isSignature(one(query, name), token, one(query, "timestamp"), one(query, "nonce"), ...more)) {
		throw refused(`${name} is wrong`);
	}
}

/** @throws AppError `push_refused` when the timestamp is farther from `now` than `freshnessSeconds`, if there is such a limit */
export function requireFresh(
	query: URLSearchParams,
	freshnessSeconds: number | null | undefined,
	now: Date,
): void {
	if (freshnessSeconds === null || freshnessSeconds === undefined) return;
	const ageSeconds = Math.abs(toUnixSeconds(now) - Number(one(query, "timestamp")));
	// Written so that a timestamp which is no number is refused too.
	if (!(ageSeconds <= freshnessSeconds)) throw refused("timestamp is too far from now");
}

/**
 * The one value of a parameter: given twice, nobody can say which one was signed.
 * @throws AppError `push_refused`
 */
export function one(query: URLSearchParams, name: string): string {
	const value = findOne(query, name);
	if (value === null) throw refused(`${name} is missing or repeated`);
	return value;
}

/** Null when the parameter is missing, empty or given twice. */
export function findOne(query: URLSearchParams, name: string): string | null {
	const values = query.getAll(name);
	return (values.length === 1 && values[0]) || null;
}

export const refused = (message: string): AppError => new AppError("push_refused", { message });
