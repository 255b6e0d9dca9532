"use client";

import { Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Chime } from "@/components/alerts/chime";
import { sound } from "@/components/alerts/sound";
import { Button } from "@/components/ui/button";

const HEARD = ["message", "waiting", "warning"] as const satisfies Chime[];

/** Each of the sounds, at a click; the click lets the page sound from then on. */
export function SoundTest() {
	const t = useTranslations("preferences.alerts");
	const [silent, setSilent] = useState(false);

	async function play(chime: Chime) {
		const ready = await sound.unlock();
		setSilent(!ready);
		if (ready) await sound.play(chime);
	}

	return (
		<>
			<div className="flex flex-wrap gap-2">
				{HEARD.map((chime) => (
					<Button key={chime} size="sm" onClick={() => void play(chime)} className="max-sm:h-11">
						<Volume2 size={14} strokeWidth={1.75} aria-hidden />
						{t(`chime.${chime}`)}
					</Button>
				))}
			</div>
			{silent && (
				<p role="status" className="mt-2 text-12 text-warn-fg">
					{t("noSound")}
				</p>
			)}
		</>
	);
}
