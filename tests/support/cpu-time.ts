/**
 * Milliseconds of processor time that `work` takes: what it costs by itself, however busy the machine is. A step a character
 * costs hundreds of times less than looking back at all before it, so bounds can be generous.
 */
export function cpuMs(work: () => unknown): number {
	const before = process.cpuUsage();
	try {
		work();
	} catch {
		// Refused or not: only the cost counts here.
	}
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
