"use client";

import { CircleUserRound, MessagesSquare, Settings, Smartphone } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Account, ProfileMenu } from "@/components/account/profile-menu";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { useCounts } from "@/components/inbox/list-data";
import { useShowPreferences } from "@/components/preferences/preferences-panel";
import { WithOwnDot } from "@/components/team/own-dot";
import { Avatar } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { CountBadge } from "@/components/ui/count-badge";
import { ChannelRailItem } from "./channel-rail-item";
import { ProductMark } from "./product-mark";

export const SIMULATOR_PATH = "/simulator";

interface RailProps {
	account: Account;
	simulatorOn: boolean;
	onShowShortcuts: () => void;
}

/** The way between the parts of the console: at the left edge, and on phones at the bottom. */
export function Rail({ account, simulatorOn, onShowShortcuts }: RailProps) {
	const t = useTranslations();
	const path = usePathname();
	const showPreferences = useShowPreferences();
	const badge = <TodoBadge />;
	// On a phone an open conversation takes the whole screen.
	const inThread = path.startsWith(`${INBOX_PATH}/`);
	return (
		<nav
			aria-label={t("rail.label")}
			className={classNames(
				"flex flex-col items-center gap-0.5 overflow-y-auto bg-canvas py-2.5 max-sm:order-last max-sm:h-16 max-sm:flex-row max-sm:items-stretch max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:py-0 max-sm:pb-2",
				inThread && "max-sm:hidden",
			)}
		>
			<Link href={INBOX_PATH} aria-label={t("rail.home")} className="mb-2.5 rounded-menu max-sm:hidden">
				<ProductMark />
			</Link>
			<RailLink
				href={INBOX_PATH}
				current={path === INBOX_PATH || inThread}
				icon={<MessagesSquare size={20} strokeWidth={1.6} aria-hidden />}
				name={t("rail.inbox")}
				badge={badge}
			/>
			<ChannelRailItem className={RAIL_ITEM} />
			<span className="flex-1 max-sm:hidden" />
			{simulatorOn && (
				<RailLink
					href={SIMULATOR_PATH}
					current={path === SIMULATOR_PATH}
					icon={<Smartphone size={20} strokeWidth={1.6} aria-hidden />}
					name={t("rail.simulator")}
				/>
			)}
			<button
				type="button"
				aria-haspopup="dialog"
				onClick={() => showPreferences()}
				className={classNames(RAIL_ITEM, "max-sm:hidden")}
			>
				<Settings size={20} strokeWidth={1.6} aria-hidden />
				{t("rail.preferences")}
			</button>
			<span className="mt-2 max-sm:hidden">
				<ProfileMenu
					account={account}
					side="right"
					onShowShortcuts={onShowShortcuts}
					trigger={
						<button
							type="button"
							aria-label={t("account.label", { name: account.name })}
							className="block rounded-full"
						>
							<WithOwnDot>
								<Avatar name={account.name} seed={account.name} size={30} shape="round" />
							</WithOwnDot>
						</button>
					}
				/>
			</span>
			<span className="flex flex-1 sm:hidden">
				<ProfileMenu
					account={account}
					side="top"
					onShowShortcuts={onShowShortcuts}
					trigger={
						<button type="button" className={RAIL_ITEM}>
							<CircleUserRound size={20} strokeWidth={1.6} aria-hidden />
							{t("rail.me")}
						</button>
					}
				/>
			</span>
		</nav>
	);
}

const RAIL_ITEM =
	"relative flex h-12 w-[52px] flex-none flex-col items-center justify-center gap-[3px] rounded-menu text-11/[14px] text-fg-2 hover:bg-press max-sm:h-auto max-sm:w-auto max-sm:flex-1 max-sm:rounded-none max-sm:hover:bg-transparent";

interface RailLinkProps {
	href: string;
	current: boolean;
	icon: ReactNode;
	name: string;
	badge?: ReactNode;
}

function RailLink({ href, current, icon, name, badge }: RailLinkProps) {
	return (
		<Link
			href={href}
			prefetch={false}
			aria-current={current ? "page" : undefined}
			className={classNames(
				RAIL_ITEM,
				current &&
					"bg-surface font-medium text-accent-fg shadow-[0_0_0_1px_var(--line),0_1px_2px_rgb(0_0_0/.04)] hover:bg-surface max-sm:shadow-none",
			)}
		>
			{icon}
			{name}
			{badge}
		</Link>
	);
}

/** How many conversations wait for this person: their own and those nobody has. */
function TodoBadge() {
	const t = useTranslations("rail");
	const counts = useCounts()?.counts;
	const count = counts ? counts.mine + counts.unassigned : 0;
	if (count === 0) return null;
	return (
		<CountBadge
			count={count}
			label={t("todo", { count })}
			className="absolute top-px right-[3px] h-4 min-w-4 px-1 leading-4 max-sm:top-[5px] max-sm:right-auto max-sm:left-[calc(50%+6px)]"
		/>
	);
}
