import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-28", "w-36", "w-30", "w-40", "w-34"];

/** The panel on its way. */
export function CustomerSkeleton() {
	return (
		<div aria-hidden>
			<div className="flex h-[92px] items-center gap-3 border-b border-line px-4">
				<Skeleton className="size-11 rounded-menu" />
				<Skeleton className="h-4 w-24" />
			</div>
			<div className="space-y-3 px-4 pt-4">
				<Skeleton className="h-3 w-16" />
				{WIDTHS.map((width) => (
					<div key={width} className="flex gap-3">
						<Skeleton className="h-2.5 w-14" />
						<Skeleton className={`h-2.5 ${width}`} />
					</div>
				))}
			</div>
		</div>
	);
}
