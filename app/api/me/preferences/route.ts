import { changePreferences, getPreferences } from "@/lib/auth/preferences";
import { changePreferencesSchema } from "@/lib/auth/preferences-schema";
import { route } from "@/lib/http";

export const GET = route({}, ({ agent }) => getPreferences(agent.id));

export const PUT = route({ body: changePreferencesSchema }, ({ agent, body }) =>
	changePreferences(agent.id, body),
);
