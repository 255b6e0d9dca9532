/** A text link as the phone would act on it. */
export interface TextLink {
	label: string;
	href: string | null;
	appid: string | null;
	path: string | null;
	/** True when it names a Mini Program that is not the sender's own. */
	foreignAppid?: true;
}

const ANCHOR = /<a\b([^<>]{0,4000})>([^<>]{0,4000})<\/a>/g;

export function parseLinks(content: string, ownAppid: string): TextLink[] {
	return [...content.matchAll(ANCHOR)].map(([, attributes = "", label = ""]) => {
		const appid = attributeOf(attributes, "data-miniprogram-appid");
		return {
			label,
			href: attributeOf(attributes, "href"),
			appid,
			path: attributeOf(attributes, "data-miniprogram-path"),
			...(appid && appid !== ownAppid ? { foreignAppid: true as const } : {}),
		};
	});
}

function attributeOf(attributes: string, name: string): string | null {
	const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
	return found ? (found[1] ?? found[2] ?? "") : null;
}
