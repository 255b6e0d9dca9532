/** What is known of a customer, in the order in which the channel's mapping names it. */
import type { CustomerDetail, SessionMapping } from "@/lib/customers/schema";

type Attributes = CustomerDetail["attributes"];

/** Names that the mapping knows come first, in its order; the rest after them, by name. */
export function orderAttributes(attributes: Attributes, mapping: SessionMapping): Attributes {
	const place = (name: string): number => {
		const at = mapping.findIndex(({ label }) => label === name);
		return at === -1 ? mapping.length : at;
	};
	const ordered = Object.entries(attributes).sort(
		([a], [b]) => place(a) - place(b) || a.localeCompare(b, "zh"),
	);
	return Object.fromEntries(ordered);
}

/**
 * What stands beside the name: of the first rule marked as badge that has a value. What colleagues' systems tell (an attribute)
 * goes before what the page said.
 */
export function findBadge(
	attributes: Attributes,
	source: CustomerDetail["source"],
	mapping: SessionMapping,
): CustomerDetail["badge"] {
	const found = mapping
		.filter(({ badge }) => badge)
		.map(({ label }) => {
			const said = attributes[label] ?? source.find((line) => line.label === label)?.value ?? "";
			return { label, value: typeof said === "boolean" ? "" : String(said) };
		});
	return found.find(({ value }) => value !== "") ?? null;
}
