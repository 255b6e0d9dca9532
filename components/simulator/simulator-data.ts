"use client";

import { useRef } from "react";
import useSWR from "swr";
import type { z } from "zod";
import { type RequestError, request } from "@/components/api/request";
import { useNow } from "@/components/ui/clock";
import { SECOND_MS } from "@/lib/time";
import { LOG_SIZE, mergeLog } from "./merge-log";
import {
	accountsSchema,
	clockSchema,
	faultsSchema,
	type LogEntry,
	logSchema,
	toolSessionsSchema,
	transcriptSchema,
	usersSchema,
} from "./simulator-wire";

/** The simulator's control API, as the console passes it on. */
const CONTROL_PATH = "/api/simulator";

const SOON_MS = SECOND_MS;
const NOW_AND_THEN_MS = 2 * SECOND_MS;
const SELDOM_MS = 10 * SECOND_MS;
const RETRY_MS = 3 * SECOND_MS;

/** One customer in one Mini Program. */
export interface Chat {
	appId: string;
	openid: string;
}

/** One call of the control API. @throws RequestError */
export async function control<Schema extends z.ZodType>(
	schema: Schema,
	path: string,
	options?: { method?: "GET" | "POST" | "DELETE"; body?: unknown },
): Promise<z.output<Schema>> {
	return schema.parse(await request<unknown>(CONTROL_PATH + path, options));
}

/** True for the key of anything that comes from the simulator. */
export const isControlKey = (key: unknown): boolean =>
	typeof key === "string" && key.startsWith(CONTROL_PATH);

/** The simulator gives addresses of its own; a browser gets them through the console. */
export const mediaUrl = (url: string): string => url.replace(/^\/_sim/, CONTROL_PATH);

const chatPath = ({ appId, openid }: Chat) => `/chat/${appId}/${openid}`;
export const chatCall = (chat: Chat, call: "text" | "image" | "card" | "enter"): string =>
	`${chatPath(chat)}/${call}`;

/** What the phone shows. */
export const useTranscript = (chat: Chat | null) =>
	usePolled(transcriptSchema, chat && `${chatPath(chat)}/transcript`, SOON_MS);

export const useUsers = () => usePolled(usersSchema, "/users", SELDOM_MS);
export const useAccounts = () => usePolled(accountsSchema, "/accounts", SELDOM_MS);
export const useFaults = () => usePolled(faultsSchema, "/faults", NOW_AND_THEN_MS);

/** Who waits for the official tool, and whom it has. */
export function useTool(appId: string) {
	const waiting = usePolled(toolSessionsSchema, `/tool/${appId}/waiting`, NOW_AND_THEN_MS);
	const active = usePolled(toolSessionsSchema, `/tool/${appId}/sessions`, NOW_AND_THEN_MS);
	return { waiting: waiting.data ?? [], active: active.data ?? [] };
}

/** What time the simulator believes it is, in ms; null before it is known. */
export function useVirtualNow(): number | null {
	const now = useNow();
	const { data } = usePolled(clockSchema, "/clock", SELDOM_MS);
	return now === null || !data ? null : now + data.offsetSeconds * SECOND_MS;
}

/** The protocol record of an account, newest last. Only what is new travels. */
export function useLog(appId: string) {
	const known = useRef<{ appId: string; entries: LogEntry[] }>({ appId, entries: [] });
	const path = `/log?appid=${appId}&limit=${LOG_SIZE}`;
	return useSWR<LogEntry[], RequestError>(
		CONTROL_PATH + path,
		async () => {
			if (known.current.appId !== appId) known.current = { appId, entries: [] };
			const { entries } = known.current;
			const since = (entries.at(-1)?.id ?? 1) - 1;
			const merged =
				mergeLog(entries, await control(logSchema, `${path}&since=${since}`)) ??
				(await control(logSchema, path));
			known.current = { appId, entries: merged };
			return merged;
		},
		polling(SOON_MS),
	);
}

function usePolled<Schema extends z.ZodType>(schema: Schema, path: string | null, everyMs: number) {
	return useSWR<z.output<Schema>, RequestError>(
		path && CONTROL_PATH + path,
		() => control(schema, path ?? ""),
		polling(everyMs),
	);
}

/** Asks again and again while the page is in front; after an error somewhat later. */
const polling = (everyMs: number) => ({
	refreshInterval: everyMs,
	dedupingInterval: everyMs / 2,
	shouldRetryOnError: ({ status }: RequestError) => status !== 401,
	onErrorRetry: (
		_error: RequestError,
		_key: string,
		_config: unknown,
		revalidate: (options: { retryCount: number }) => unknown,
		{ retryCount }: { retryCount: number },
	) => void setTimeout(() => void revalidate({ retryCount }), RETRY_MS),
});
