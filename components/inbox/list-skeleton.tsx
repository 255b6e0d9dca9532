import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-16", "w-14", "w-21", "w-15", "w-18", "w-12", "w-21", "w-16", "w-17", "w-18"];

/** Ten rows that are on their way, in the geometry of real ones. */
export function ListSkeleton() {
	return (
		<div aria-hidden>
			{WIDTHS.map((width, index) => (
				<div
					key={`row-${String(index)}`}
					className="grid h-21 max-sm:h-22 grid-cols-[36px_minmax(0,1fr)] content-start gap-x-3 border-b border-line py-2.5 pr-3 pl-3.5"
				>
					<Skeleton className="size-9 rounded-menu" />
					<div>
						<div className="flex h-5 items-center justify-between">
							<Skeleton className={`h-3 ${width}`} />
							<Skeleton className="h-2.5 w-8" />
						</div>
						<div className="flex h-5 items-center">
							<Skeleton className="h-3 w-[85%]" />
						</div>
						<div className="mt-[3px] flex h-5 items-center">
							<Skeleton className="h-2.5 w-[40%]" />
						</div>
					</div>
				</div>
			))}
		</div>
	);
}
