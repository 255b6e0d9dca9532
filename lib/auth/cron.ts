import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** @throws AppError `unauthorized` unless the header is `Bearer` and CRON_SECRET; always without a CRON_SECRET */
export function requireCronSecret(authorization: string | null): void {
	const secret = env().CRON_SECRET;
	const digest = (value: string) => createHash("sha256").update(value).digest();
	if (secret === undefined || !timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${secret}`))) {
		throw new AppError("unauthorized");
	}
}
