/** Runs once when a server process starts: background work and the live connection. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
	const { startProcess } = await import("@/lib/jobs/process");
	await startProcess();
}
