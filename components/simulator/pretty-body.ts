/** A piece of a body with what it is, for colouring. Joined, the texts are the body, laid out. */
export interface Piece {
	text: string;
	kind: "name" | "text" | "number" | "plain";
}

/** A JSON answer this short stays on one line. */
const ONE_LINE = 48;
const INDENT = "  ";

/** Lays out JSON or XML without reading its values: a long number keeps all its digits. Anything else stays as it is. */
export function prettyBody(body: string): Piece[] {
	const trimmed = body.trim();
	if (/^[{[]/.test(trimmed)) return prettyJson(trimmed);
	if (trimmed.startsWith("<")) return prettyXml(trimmed);
	return [{ text: body, kind: "plain" }];
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[-+\d.eE]+|[{}[\],:]|[^\s"{}[\],:]+/g;

function prettyJson(body: string): Piece[] {
	const tokens = body.match(JSON_TOKEN) ?? [];
	const flat = tokens.join("").length <= ONE_LINE;
	const pieces: Piece[] = [];
	let depth = 0;
	const newLine = () => (flat ? " " : `\n${INDENT.repeat(depth)}`);
	tokens.forEach((token, at) => {
		const before = tokens[at - 1];
		const empty = (before === "{" && token === "}") || (before === "[" && token === "]");
		if (/^[}\]]$/.test(token)) {
			depth = Math.max(0, depth - 1);
			pieces.push({ text: empty ? token : newLine() + token, kind: "plain" });
			return;
		}
		if (before && /^[{[,]$/.test(before)) pieces.push({ text: newLine(), kind: "plain" });
		if (/^[{[]$/.test(token)) depth++;
		pieces.push({ text: token === ":" ? ": " : token, kind: jsonKind(token, tokens[at + 1]) });
	});
	return pieces;
}

function jsonKind(token: string, next: string | undefined): Piece["kind"] {
	if (token.startsWith('"')) return next === ":" ? "name" : "text";
	return /^[-\d]/.test(token) ? "number" : "plain";
}

const XML_TOKEN = /<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g;
const isTag = (token: string | undefined): boolean =>
	token?.startsWith("<") === true && !token.startsWith("<![CDATA[");

function prettyXml(body: string): Piece[] {
	const tokens = (body.match(XML_TOKEN) ?? []).filter((token) => token.trim() !== "");
	const pieces: Piece[] = [];
	let depth = 0;
	tokens.forEach((token, at) => {
		const closing = token.startsWith("</");
		if (closing) depth = Math.max(0, depth - 1);
		// A value stays on the line of its element.
		const value = !isTag(token);
		const afterValue = at > 0 && !isTag(tokens[at - 1]);
		const ofEmpty = closing && at > 0 && tokens[at - 1] === token.replace("</", "<");
		if (at > 0 && !value && !(closing && (afterValue || ofEmpty)))
			pieces.push({ text: `\n${INDENT.repeat(depth)}`, kind: "plain" });
		pieces.push({ text: token, kind: value ? "text" : "name" });
		if (!value && !closing && !/^<[?!]|\/>$/.test(token)) depth++;
	});
	return pieces;
}
