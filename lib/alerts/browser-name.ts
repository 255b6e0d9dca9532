const BROWSERS: [RegExp, string][] = [
	[/MicroMessenger\//, "WeChat"],
	[/Edg(A|iOS)?\//, "Edge"],
	[/OPR\//, "Opera"],
	[/Firefox\/|FxiOS\//, "Firefox"],
	[/(Chrome|CriOS|Chromium)\//, "Chrome"],
	[/Version\/.*Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
	[/iPhone|iPod/, "iPhone"],
	[/iPad/, "iPad"],
	[/Android/, "Android"],
	[/Windows/, "Windows"],
	[/CrOS/, "ChromeOS"],
	[/Mac OS X/, "macOS"],
	[/Linux/, "Linux"],
];

/** What a person knows a browser by, from its `User-Agent`: "Chrome · Windows"; empty when it says neither. */
export function browserName(userAgent: string): string {
	const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
	return [find(BROWSERS), find(SYSTEMS)].filter((name) => name !== undefined).join(" · ");
}
