import type { Request } from "@playwright/test";
import { openInbox, type Stage } from "./screen-stage";

interface File {
	name: string;
	/** As transferred, compressed. */
	bytes: number;
}

/** What a browser that was never here gets of scripts, and in all, until the inbox rests. */
export async function measureWeight(stage: Stage): Promise<{ scripts: File[]; allBytes: number }> {
	const finished: Request[] = [];
	stage.page.on("requestfinished", (request) => finished.push(request));
	await openInbox(stage);
	const scripts: File[] = [];
	let allBytes = 0;
	for (const request of finished) {
		const { responseBodySize: bytes } = await request.sizes();
		allBytes += bytes;
		const { pathname } = new URL(request.url());
		if (request.resourceType() === "script") scripts.push({ name: pathname.split("/").at(-1) ?? "", bytes });
	}
	return { scripts: scripts.sort((a, b) => b.bytes - a.bytes), allBytes };
}
