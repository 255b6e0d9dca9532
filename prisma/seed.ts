/**
 * The demo: people, channels, rules, cards, quick replies, and on the first run a handful of customers that the simulator plays. Run after the
 * app answers; run again it changes nothing but tells the simulator its accounts.
 */
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { seedAgents } from "./seed/agents";
import { seedCards } from "./seed/cards";
import { registerAccounts, seedChannels } from "./seed/channels";
import { playCustomers } from "./seed/customers";
import { seedQuickReplies } from "./seed/quick-replies";
import { seedRules } from "./seed/rules";

async function main(): Promise<void> {
	if (!env().simulated)
		throw new Error("The demo is only for a simulated WeChat: WECHAT_API_URL is the real one.");
	await seedAgents();
	await seedChannels();
	await seedRules();
	await seedCards();
	await seedQuickReplies();
	await registerAccounts();
	console.log("people, channels, rules, cards and quick replies are there");
	await playCustomers();
}

main()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(closeDatabase);
