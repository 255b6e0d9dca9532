import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";

/** next-auth's own routes under /api/auth. */
export const handleAuth = (
	request: Request,
	context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> => NextAuth(authOptions())(request, context);
