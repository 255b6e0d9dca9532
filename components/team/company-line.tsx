"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Avatar } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { companyOf } from "./company";
import { useCompanyText } from "./company-text";
import { useViewers } from "./team-provider";
import { TypingDots } from "./typing-dots";

/** Colleagues who have the conversation on screen, and what they do in it; heard politely, never about oneself. */
export function CompanyLine({ conversationId, className }: { conversationId: string; className?: string }) {
	const t = useTranslations("team");
	const text = useCompanyText();
	const companies = companyOf(useViewers(conversationId));
	return (
		<div
			role="status"
			aria-label={t("company")}
			className={classNames(
				"flex h-6 min-w-0 items-center gap-[5px] px-1.5 text-12 text-fg-3 empty:hidden",
				className,
			)}
		>
			{companies.map((company, index) => (
				<Fragment key={company.doing}>
					{index > 0 && <span aria-hidden>·</span>}
					{company.named.slice(0, 1).map(({ id, name }) => (
						<Avatar key={id} name={name} seed={name} size={16} shape="round" />
					))}
					<span className="min-w-0 truncate" title={text(company)}>
						{text(company)}
					</span>
					{company.doing !== "looking" && <TypingDots />}
				</Fragment>
			))}
		</div>
	);
}
