import { notFound } from "next/navigation";
import { connection } from "next/server";
import type { ReactNode } from "react";
import ConsoleLayout from "@/app/(console)/layout";
import { isSimulated } from "@/lib/channels/simulated";

/** The frame of the console, where WeChat is a simulated one; nothing at all where it is real. */
export default async function SimulatorLayout({ children }: { children: ReactNode }) {
	// The environment is known when a request comes, not when the console is built.
	await connection();
	if (!isSimulated()) notFound();
	return <ConsoleLayout>{children}</ConsoleLayout>;
}
