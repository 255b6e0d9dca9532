// Draws the icons of the installed console from app/icon.svg. To be run after that file was changed.
import { readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { inProject } from "./project.mjs";

const svg = readFileSync(inProject("app", "icon.svg"), "utf8");
/** Without round corners: the system cuts them as it likes, and what is drawn lies within what it leaves. */
const square = svg.replace(' rx="9"', "");
await draw(svg, 192, inProject("public", "icons", "icon-192.png"));
await draw(svg, 512, inProject("public", "icons", "icon-512.png"));
await draw(square, 512, inProject("public", "icons", "maskable-512.png"));
await draw(square, 180, inProject("app", "apple-icon.png"));

async function draw(source, sidePx, path) {
	const drawn = sharp(Buffer.from(source), { density: (72 * sidePx) / 32 }).resize(sidePx, sidePx);
	writeFileSync(path, await drawn.png({ compressionLevel: 9, palette: true }).toBuffer());
}
