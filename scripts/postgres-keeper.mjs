// Started by embedded-postgres.mjs as `node postgres-keeper.mjs <json>`: runs one database server and shuts it down
// when asked to, or when the command that wanted it is gone (end-with-parent.mjs turns that into SIGTERM).
import { spawn } from "node:child_process";

const { file, args, user, cwd } = JSON.parse(process.argv[2]);

const server = spawn(file, args, { ...user, cwd, stdio: "inherit", env: { ...process.env, LC_ALL: "C" } });
server.once("error", (error) => {
	console.error(error.message);
	process.exit(1);
});
server.once("exit", (code) => process.exit(code ?? 1));

// SIGINT is Postgres's "fast shutdown": sessions are ended, everything committed is on disk.
process.on("SIGTERM", () => server.kill("SIGINT"));
