"use client";

import useSWR from "swr";
import type { ChannelAlarm } from "@/lib/conversations/schema";

/** The open alarms of the channels in sight; written by every sync, read by the rail, the lists and the composer. */
export const ALARMS_KEY = "alarms";

const NONE: ChannelAlarm[] = [];

/** Open alarms, the oldest first. */
export const useAlarms = (): ChannelAlarm[] => useSWR<ChannelAlarm[]>(ALARMS_KEY, null).data ?? NONE;
