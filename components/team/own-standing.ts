"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/api/error-text";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import { standingLook } from "./standing";
import type { Standing } from "./team-data";
import { useStanding } from "./team-data";
import { useTeam } from "./team-provider";

/** How the signed-in agent stands, in words, and how to change it; null before the first beat. */
export function useOwnStanding() {
	const standing = useStanding();
	const t = useTranslations("team");
	const errorText = useErrorText();
	const { setPresence } = useTeam();
	if (!standing) return null;
	const look = standingLook(standing);

	async function turn(on: boolean): Promise<void> {
		try {
			await setPresence(on ? "online" : "away");
			toastDone(t(on ? "turnedOn" : "turnedAway"), { about: "presence" });
		} catch (error) {
			toastFailed(errorText(error), "presence");
		}
	}

	return {
		...look,
		word: t(`self.${look.presence}`),
		hintText: t(`hint.${look.hint}`, { count: look.over }),
		load: loadText(standing),
		loadSentence: t("loadSentence", { load: standing.load, capacity: standing.capacity }),
		turn: (on: boolean) => void turn(on),
	};
}

/** "5 / 8", or the load alone where nothing limits it. */
const loadText = ({ load, capacity }: Pick<Standing, "load" | "capacity">): string =>
	capacity === 0 ? String(load) : `${load} / ${capacity}`;
