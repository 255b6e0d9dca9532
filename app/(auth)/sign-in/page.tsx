import { cookies } from "next/headers";
import { SignInScreen } from "@/components/account/sign-in-screen";
import { toTheme } from "@/components/account/theme";
import { ClockProvider } from "@/components/ui/clock";

interface SignInPageProps {
	searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
	const { callbackUrl } = await searchParams;
	const theme = toTheme((await cookies()).get("theme")?.value);
	return (
		<ClockProvider serverTime={new Date().toISOString()}>
			<SignInScreen theme={theme} next={ownPath(callbackUrl)} />
		</ClockProvider>
	);
}

/** Only a path of this site is followed after signing in; anything else leads to the inbox. */
function ownPath(url: string | string[] | undefined): string {
	return typeof url === "string" && /^\/(?![/\\])/.test(url) ? url : "/inbox";
}
