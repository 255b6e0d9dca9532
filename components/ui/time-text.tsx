"use client";

import { useLocale, useTranslations } from "next-intl";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/time";
import { useNow } from "./clock";

/** Whole calendar days between two instants in the reader's time zone: 0 today, 1 yesterday. */
export function daysBetween(at: Date, now: Date): number {
	const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
	return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

/** "47h", "38m" or "12s": for rows, the same in both languages. */
export function shortDuration(ms: number): string {
	if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)}h`;
	if (ms >= MINUTE_MS) return `${Math.floor(ms / MINUTE_MS)}m`;
	return `${Math.max(0, Math.floor(ms / SECOND_MS))}s`;
}

/** Functions that say lengths and points of time in the reader's language. */
export function useTimeText() {
	const t = useTranslations("time");
	const locale = useLocale();
	const format = (at: Date, options: Intl.DateTimeFormatOptions) =>
		spaced(new Intl.DateTimeFormat(locale, options).format(at));
	const clock = (at: Date) => format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

	/** "3 分", "1 小时 5 分", "2 天"; never less than one minute. */
	function wait(ms: number): string {
		if (ms >= DAY_MS) return t("days", { days: Math.floor(ms / DAY_MS) });
		return hoursMinutes(Math.max(ms, MINUTE_MS));
	}

	/** "47 小时 57 分", "38 分", "48 秒". */
	const left = (ms: number): string =>
		ms < MINUTE_MS ? t("seconds", { seconds: Math.max(0, Math.floor(ms / SECOND_MS)) }) : hoursMinutes(ms);

	function hoursMinutes(ms: number): string {
		const hours = Math.floor(ms / HOUR_MS);
		const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
		if (hours === 0) return t("minutes", { minutes });
		return minutes === 0 ? t("hours", { hours }) : t("hoursMinutes", { hours, minutes });
	}

	/** "14:09", "昨天", "周三", "11-02", "2025-12-18": as short as it can be told. */
	function brief(at: Date, now: Date): string {
		const days = daysBetween(at, now);
		if (days <= 0) return clock(at);
		if (days === 1) return t("yesterday");
		if (days < 7) return format(at, { weekday: "short" });
		return numeric(at, at.getFullYear() !== now.getFullYear());
	}

	/** "今天 14:09", "昨天 09:12", "11-02 18:30". */
	function full(at: Date, now: Date): string {
		const days = daysBetween(at, now);
		if (days <= 0) return t("todayAt", { time: clock(at) });
		if (days === 1) return t("yesterdayAt", { time: clock(at) });
		return `${numeric(at, at.getFullYear() !== now.getFullYear())} ${clock(at)}`;
	}

	/** What is still to come: "今天 18:00", "明天 09:00", "周一 09:00", "12-18 18:30". */
	function ahead(at: Date, now: Date): string {
		const days = -daysBetween(at, now);
		const time = clock(at);
		if (days <= 0) return t("todayAt", { time });
		if (days === 1) return t("tomorrowAt", { time });
		if (days < 7) return `${format(at, { weekday: "short" })} ${time}`;
		return `${numeric(at, at.getFullYear() !== now.getFullYear())} ${time}`;
	}

	/** "今天", "昨天", "11 月 18 日 周三", "2025 年 12 月 18 日": the line between two days. */
	function day(at: Date, now: Date): string {
		const days = daysBetween(at, now);
		if (days <= 0) return t("today");
		if (days === 1) return t("yesterday");
		if (at.getFullYear() !== now.getFullYear())
			return format(at, { year: "numeric", month: "long", day: "numeric" });
		const date = format(at, { month: "long", day: "numeric" });
		return t("day", { date, weekday: format(at, { weekday: "short" }) });
	}

	/** "11 月 18 日 09:12", "2025 年 12 月 18 日 09:12": for a sentence. */
	function inWords(at: Date, now: Date): string {
		const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
		return `${format(at, { year, month: "long", day: "numeric" })} ${clock(at)}`;
	}

	return { clock, wait, left, brief, full, ahead, day, inWords, date: (at: Date) => numeric(at, true) };
}

/** A point in time that is only drawn in the browser, where the reader's time zone is known. */
export function TimeText({ at, as }: { at: string; as: "clock" | "brief" | "full" | "date" }) {
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	return <time dateTime={at}>{now === null ? "\u00a0" : text[as](new Date(at), new Date(now))}</time>;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const numeric = (at: Date, withYear: boolean): string =>
	`${withYear ? `${at.getFullYear()}-` : ""}${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** Chinese dates come as "11月18日"; our texts have a space between digits and characters. */
const spaced = (text: string): string =>
	text.replace(/(\d)(?=[年月日])/g, "$1 ").replace(/([年月])(?=\d)/g, "$1 ");
