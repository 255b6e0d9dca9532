import type { ReactNode } from "react";
import { ConsoleShell } from "@/components/shell/console-shell";
import { getPreferences } from "@/lib/auth/preferences";
import { requireSession } from "@/lib/auth/session";
import { isSimulated } from "@/lib/channels/simulated";
import { countConversations } from "@/lib/conversations/counts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
	const { agent, scope } = await requireSession();
	const { id, name, email, role } = agent;
	return (
		<ConsoleShell
			account={{ id, name, email, role }}
			simulatorOn={isSimulated()}
			serverTime={new Date().toISOString()}
			counts={await countConversations(scope)}
			preferences={await getPreferences(id)}
		>
			{children}
		</ConsoleShell>
	);
}
