import sharp from "sharp";

const cup = (crack) => `<ellipse cx="250" cy="318" rx="110" ry="16" fill="#000" opacity=".22"/>
	<path d="M352 178h22a44 44 0 0 1 0 88h-34" fill="none" stroke="#e9e4da" stroke-width="20"/>
	<path d="M150 140h206v78c0 66-40 100-103 100s-103-34-103-100z" fill="#f2eee6"/>
	<path d="M150 212h206v6c0 66-40 100-103 100s-103-34-103-100z" fill="#79b0a6"/>
	<ellipse cx="253" cy="140" rx="103" ry="22" fill="#e0d9cc"/><ellipse cx="253" cy="144" rx="88" ry="15" fill="#8d7b66"/>${crack}`;
const CRACK = `<path d="M200 118l30 0-6 44-20-10z" fill="#a9855f"/>
	<path d="m216 150 18 34-22 26 24 30-14 22 16 32M238 184l34 14 10 20" fill="none" stroke="#2b2a26" stroke-width="5"/>
	<path d="m92 330 40-22 22 20-34 16zM70 350l22-8 4 12-18 6zM372 344l30-12 10 18-28 6z" fill="#fff"/>`;

const draw = (scene) =>
	sharp(
		Buffer.from(
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" width="720" height="480">${scene}</svg>`,
		),
	)
		.jpeg({ quality: 88 })
		.toBuffer();

/** What a customer photographs: a cup with a crack, on a table. */
export const brokenCup = () =>
	draw(`<defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="#cbb391"/><stop offset="1" stop-color="#a98d69"/></linearGradient></defs>
		<rect width="480" height="200" fill="url(#wall)"/><rect y="200" width="480" height="120" fill="#7d5a3f"/>
		<path d="M0 232h480M0 272h480M120 200v32M300 232v40M200 272v48" stroke="#69492f" stroke-width="2"/>
		<g transform="translate(30 -38) scale(.9)">${cup(CRACK)}</g>`);

/** What the desk answers with: a whole one. */
export const newCup = () =>
	draw(
		`<rect width="480" height="320" fill="#dfe7e1"/><g transform="translate(30 -38) scale(.9)">${cup("")}</g>`,
	);
