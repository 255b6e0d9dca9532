import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/**
 * What a process and all below it have used so far: milliseconds of CPU (children that ended included) and megabytes of
 * memory now. Null where there is no /proc.
 * @returns {{ cpuMs: number, memoryMb: number } | null}
 */
export function usageOf(pid) {
	const all = readProcesses();
	if (!all) return null;
	let family = all.filter((one) => one.pid === pid);
	const found = [...family];
	while (family.length > 0) {
		const parents = new Set(family.map((one) => one.pid));
		family = all.filter((one) => parents.has(one.parent));
		found.push(...family);
	}
	const sum = (pick) => found.reduce((total, one) => total + pick(one), 0);
	return {
		cpuMs: (sum(({ ticks }) => ticks) * 1000) / TICKS_PER_SECOND,
		memoryMb: (sum(({ pages }) => pages) * PAGE_BYTES) / 1024 / 1024,
	};
}

/** Begins to watch; the answer tells what share of the machine's CPU was used since by programs that are not ours. */
export function watchOthers() {
	const before = { machine: cpuOfMachine(), ours: usageOf(process.pid) };
	return () => {
		const after = { machine: cpuOfMachine(), ours: usageOf(process.pid) };
		if (!before.ours || !after.ours) return null;
		const busy = after.machine.busyMs - before.machine.busyMs;
		const ours = after.ours.cpuMs - before.ours.cpuMs;
		return Math.max(0, busy - ours) / (after.machine.allMs - before.machine.allMs);
	};
}

function cpuOfMachine() {
	const times = os.cpus().map((cpu) => cpu.times);
	const idleMs = times.reduce((sum, { idle }) => sum + idle, 0);
	const allMs = times.reduce(
		(sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle,
		0,
	);
	return { allMs, busyMs: allMs - idleMs };
}

function readProcesses() {
	try {
		return readdirSync("/proc")
			.filter((name) => /^\d+$/.test(name))
			.flatMap(readProcess);
	} catch {
		return null;
	}
}

/** Fields of proc(5), counted from the one behind the name, which may hold blanks itself. */
function readProcess(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat
			.slice(stat.lastIndexOf(")") + 2)
			.split(" ")
			.map(Number);
		const [, parent] = fields;
		const ticks = fields[11] + fields[12] + fields[13] + fields[14];
		return [{ pid: Number(pid), parent, ticks, pages: fields[21] }];
	} catch {
		// It ended while we were reading.
		return [];
	}
}
