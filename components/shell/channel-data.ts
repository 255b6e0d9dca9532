"use client";

import { useCallback } from "react";
import useSWR, { useSWRConfig } from "swr";
import { type RequestError, request } from "@/components/api/request";
import { ALARMS_KEY } from "@/components/live/alarms";
import type { ChannelAlarm, SyncAnswer } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";

const TASKS_PATH = "/api/admin/erase-tasks";

/** WeChat says that a customer withdrew their consent: what is kept of them must go. */
export interface EraseTask {
	id: string;
	channelName: string;
	/** The customer's openid. */
	externalId: string;
	event: string;
	askedAt: string;
}

/** Open erase tasks, for those who may do them. */
export function useEraseTasks(allowed: boolean): { tasks: EraseTask[]; refresh: () => void } {
	const { data, mutate } = useSWR<EraseTask[], RequestError>(
		allowed ? TASKS_PATH : null,
		async (path: string) => (await request<{ items: EraseTask[] }>(path)).items,
		{ refreshInterval: MINUTE_MS },
	);
	return { tasks: data ?? [], refresh: useCallback(() => void mutate(), [mutate]) };
}

/** Deletes everything kept of the customer, for good. @throws RequestError */
export const erase = (task: EraseTask): Promise<unknown> =>
	request(`${TASKS_PATH}/${task.id}`, { method: "POST", body: { confirm: true } });

/** A function that has the channel tried now, and tells whether its alarms are gone. @throws RequestError */
export function useChannelCheck(): (channelId: string) => Promise<boolean> {
	const { mutate } = useSWRConfig();
	return async (channelId) => {
		await request("/api/admin/alarms", { method: "POST", body: { channelId } });
		const { alarms } = await request<SyncAnswer>("/api/sync");
		void mutate<ChannelAlarm[]>(ALARMS_KEY, alarms, { revalidate: false });
		return alarms.every((alarm) => alarm.channelId !== channelId);
	};
}
