// For developers: `node scripts/database.mjs` keeps the database of demo and dev running in the foreground, migrated.
import "./node-version.mjs";
import { atEnd, command, Refusal } from "./command.mjs";
import { openDatabase } from "./demo-database.mjs";
import { neededMb, prepareDataFolder } from "./project.mjs";

await command(
	async () => {
		prepareDataFolder(neededMb());
		const { url, server } = await openDatabase();
		const { migrate } = await import("./migrate.mjs");
		await migrate(url);
		console.log(`DATABASE_URL=${url}`);
		const idle = setInterval(() => {}, 1 << 30);
		atEnd(() => clearInterval(idle));
		await server?.exited;
		throw new Refusal("The database server ended.");
	},
	{ signalCode: 0 },
);
