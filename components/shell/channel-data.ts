"use client";

import { useCallback } from "react";
import useSWR, { useSWRConfig } from "swr";
import { type RequestError, request } from "@/components/api/request";
import { ALARMS_KEY } from "@/components/live/alarms";
import type { ChannelAlarm, SyncAnswer } from "@/lib/conversations/schema";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

const TASKS_PATH = "/api/admin/erase-tasks";

/** WeChat says that a customer withdrew their consent: what is kept of them must go. */
export interface EraseTask {
	id: string;
	channel: { id: string; name: string };
	openid: string;
	/** Null for a customer who has no name, or never wrote. */
	name: string | null;
	/** The name of WeChat's push. */
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

/** One waiting reply is sent to find out: WeChat answers it within moments. */
const LOOKS = 5;
const LOOK_PAUSE_MS = SECOND_MS;

/** A function that has the channel tried now, and tells whether this alarm is gone a moment later. @throws RequestError */
export function useChannelCheck(): (alarm: ChannelAlarm) => Promise<boolean> {
	const { mutate } = useSWRConfig();
	return async ({ channelId, kind }) => {
		await request("/api/admin/alarms", { method: "POST", body: { channelId } });
		for (let look = 0; look < LOOKS; look++) {
			await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE_MS));
			const { alarms } = await request<SyncAnswer>("/api/sync");
			void mutate<ChannelAlarm[]>(ALARMS_KEY, alarms, { revalidate: false });
			if (!alarms.some((alarm) => alarm.channelId === channelId && alarm.kind === kind)) return true;
		}
		return false;
	};
}
