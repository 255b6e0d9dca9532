import { useTranslations } from "next-intl";
import { LiveBar } from "@/components/live/live-bar";
import { Skeleton } from "@/components/ui/skeleton";

/** A thread on its way, head and messages. */
export function ThreadSkeleton() {
	const t = useTranslations("thread");
	return (
		<>
			<ThreadHeadSkeleton />
			<LiveBar />
			<LogSkeleton label={t("loading")} />
		</>
	);
}

/** The head of a thread on its way. */
export function ThreadHeadSkeleton() {
	return (
		<div aria-hidden className="h-[92px] flex-none border-b border-line bg-surface px-4">
			<div className="flex h-13 items-center gap-2.5">
				<Skeleton className="size-8 rounded-menu" />
				<div className="flex-1 space-y-1.5">
					<Skeleton className="h-3.5 w-28" />
					<Skeleton className="h-2.5 w-44" />
				</div>
				<Skeleton className="h-8 w-26 rounded-control max-sm:hidden" />
				<Skeleton className="h-8 w-22 rounded-control" />
			</div>
			<div className="flex h-[39px] items-center justify-between">
				<Skeleton className="h-7 w-[236px] rounded-menu max-sm:w-24" />
				<Skeleton className="h-3 w-48 max-sm:w-36" />
			</div>
		</div>
	);
}

const BUBBLES = [
	{ out: false, size: "h-9.5 w-[190px]" },
	{ out: true, size: "h-15.5 w-[320px]" },
	{ out: false, size: "h-24 w-[150px]" },
	{ out: true, size: "h-9.5 w-[280px]" },
	{ out: false, size: "h-9.5 w-[170px]" },
	{ out: true, size: "h-18 w-[300px]" },
];

/** Six messages on their way. */
export function LogSkeleton({ label }: { label: string }) {
	return (
		<div
			role="status"
			aria-label={label}
			className="flex min-h-0 flex-1 flex-col justify-end gap-2.5 overflow-hidden px-4 pb-5"
		>
			{BUBBLES.map(({ out, size }) => (
				<div key={`${out}-${size}`} className={out ? "flex flex-row-reverse gap-2" : "flex gap-2"}>
					<Skeleton className={out ? "size-7 flex-none rounded-full" : "size-7 flex-none rounded-control"} />
					<Skeleton className={`max-w-[70%] rounded-card ${size}`} />
				</div>
			))}
		</div>
	);
}
