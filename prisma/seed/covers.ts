import sharp from "sharp";

/** Covers of the demo's cards, drawn here: white shapes on a quiet colour, without words, so that no font is needed. */
const DRAWINGS = {
	parcel: {
		colour: "#c98a4b",
		shapes: `<path d="M170 150 260 110 350 150v110l-90 42-90-42z"/><path d="m170 150 90 42 90-42M260 192v110" class="mark"/>`,
	},
	road: {
		colour: "#3f7d9c",
		shapes: `<circle cx="150" cy="208" r="26"/><circle cx="370" cy="208" r="26"/><path d="M176 208h168" class="line dash"/>`,
	},
	cup: {
		colour: "#0f7a5a",
		shapes: `<path d="M180 140h140v90a60 60 0 0 1-60 60h-20a60 60 0 0 1-60-60z"/><path d="M320 165h20a30 30 0 0 1 0 60h-20" class="line"/>`,
	},
	coupon: {
		colour: "#c2524a",
		shapes: `<path d="M140 150h240v40a20 20 0 0 0 0 40v40H140v-40a20 20 0 0 0 0-40z"/><path d="M310 160v100" class="mark dash"/>`,
	},
	shop: {
		colour: "#6a5fa8",
		shapes: `<path d="M165 130h190l25 60H140z"/><path d="M165 200h190v90H165z"/><path d="M235 290v-55h50v55" class="mark"/>`,
	},
} as const;
export type Cover = keyof typeof DRAWINGS;

/** A JPEG of 520 × 416, the shape WeChat shows covers in. */
export function drawCover(cover: Cover): Promise<Buffer> {
	const { colour, shapes } = DRAWINGS[cover];
	const style = `path,circle{fill:#fff}.line,.mark{fill:none;stroke:#fff;stroke-width:12}.mark{stroke:${colour}}.dash{stroke-dasharray:18}`;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 416" width="520" height="416"><style>${style}</style>
		<rect width="520" height="416" fill="${colour}"/>${shapes}</svg>`;
	return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
