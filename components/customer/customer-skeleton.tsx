import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-[110px]", "w-[147px]", "w-31", "w-[161px]", "w-[138px]"];
/** Lines of identity, tags, attributes, earlier visits. */
const SECTIONS = [5, 1, 4, 3];

/** The panel on its way: its head, and four parts of it. */
export function CustomerSkeleton() {
	return (
		<div aria-hidden>
			<div className="flex h-[92px] items-center gap-3 border-b border-line px-4">
				<Skeleton className="size-11 rounded-card" />
				<div className="space-y-2">
					<Skeleton className="h-4 w-24" />
					<Skeleton className="h-2.5 w-[130px]" />
				</div>
			</div>
			{SECTIONS.map((lines) => (
				<div key={lines} className="space-y-3 border-b border-line px-4 pt-3.5 pb-4 last:border-b-0">
					<Skeleton className="h-3 w-16" />
					{WIDTHS.slice(0, lines).map((width) => (
						<div key={width} className="flex gap-3">
							<Skeleton className="h-2.5 w-14" />
							<Skeleton className={`h-2.5 ${width}`} />
						</div>
					))}
				</div>
			))}
		</div>
	);
}
