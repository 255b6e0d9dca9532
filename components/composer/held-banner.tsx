"use client";

import { Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

const b = (text: ReactNode) => <b>{text}</b>;

/** Above the field while what is written there waits for the customer; `count` replies wait already. */
export function HeldBanner({ count, onLeave }: { count: number; onLeave: () => void }) {
	const t = useTranslations("composer");
	return (
		<Banner
			tone="warn"
			icon={Hourglass}
			className="mb-1 border-t"
			action={
				<Button size="xs" onClick={onLeave} className="max-sm:h-11">
					{t("leaveHeld")}
				</Button>
			}
		>
			{t.rich("heldBanner", { b })}
			{count > 0 && <span className="text-warn-fg"> {t("heldCount", { count })}</span>}
		</Banner>
	);
}
