/** The app as it is on its first day: nobody has signed in, nothing is connected, only an administrator is made. */

import { startNode } from "@/scripts/processes.mjs";
import { inProject } from "@/scripts/project.mjs";
import { type App, startApp } from "@/tests/support/app";
import type { Person } from "@/tests/support/browser-desk";

export interface BareApp {
	app: App;
	admin: Person;
}

export async function startBareApp(simulatorUrl: string): Promise<BareApp> {
	const app = await startApp({ simulatorUrl });
	const email = "first@example.com";
	const lines: string[] = [];
	const script = startNode(["--import", "tsx", inProject("scripts", "create-admin.ts"), email, "王琳"], {
		env: app.env,
		onLine: (line: string) => lines.push(line),
	});
	const { code } = await script.exited;
	const password = /with: (\S+)$/m.exec(lines.join("\n"))?.[1];
	if (code !== 0 || !password) throw new Error(`no administrator was made:\n${lines.join("\n")}`);
	return { app, admin: { email, password } };
}
