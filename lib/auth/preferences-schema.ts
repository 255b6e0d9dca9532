/** What a person chose for their own console: `GET|PUT /api/me/preferences`. Client-safe. */

import { z } from "zod";
import { DEFAULT_PREFERENCES } from "@/lib/auth/default-preferences";
import { SORTS, VIEWS } from "@/lib/conversations/names";

/** About what to be told: nothing, what is mine, or the queue of my channels as well. */
const ALERT_SCOPES = ["off", "mine", "all"] as const;
export type AlertScope = (typeof ALERT_SCOPES)[number];
const alertScope = z.enum(ALERT_SCOPES);
const theme = z.enum(["system", "light", "dark"]);
const contrast = z.enum(["system", "normal", "more"]);

const sorts = z.partialRecord(z.enum(VIEWS), z.enum(SORTS));

/** Every field has a default: what was stored before a field was known reads well. */
export const preferencesSchema = z.object({
	sendKey: z.enum(["enter", "mod_enter"]).default(DEFAULT_PREFERENCES.sendKey),
	/** Keys without a modifier, outside of fields. */
	singleKeys: z.boolean().default(DEFAULT_PREFERENCES.singleKeys),
	sound: alertScope.default(DEFAULT_PREFERENCES.sound),
	/** Notifications of an open tab that is not seen. */
	desktop: alertScope.default(DEFAULT_PREFERENCES.desktop),
	/** Notifications when no tab is seen; they also need a subscription of this browser. */
	webPush: alertScope.default(DEFAULT_PREFERENCES.webPush),
	/** A colleague's note that names one: told in each of the three ways that is on. */
	mentions: z.boolean().default(DEFAULT_PREFERENCES.mentions),
	/** Before it is too late: a window that is about to close, a wait longer than promised. */
	warnings: z.boolean().default(DEFAULT_PREFERENCES.warnings),
	/** Notifications name the customer and show what they wrote; otherwise only the channel. */
	showText: z.boolean().default(DEFAULT_PREFERENCES.showText),
	/** Null, here and below: never chosen, so as this very browser was set or asks. */
	theme: theme.nullable().default(DEFAULT_PREFERENCES.theme),
	contrast: contrast.nullable().default(DEFAULT_PREFERENCES.contrast),
	language: z.enum(["zh-CN", "en"]).nullable().default(DEFAULT_PREFERENCES.language),
	/** In which order each view was last put; one that is absent stands as it is made. */
	sorts: sorts.default(DEFAULT_PREFERENCES.sorts),
	/** The views are a menu, also where there is room for their column. */
	viewsFolded: z.boolean().default(DEFAULT_PREFERENCES.viewsFolded),
	/** The customer's column is put away. */
	customerFolded: z.boolean().default(DEFAULT_PREFERENCES.customerFolded),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Body of the PUT: what is left out stays as it is. */
export const changePreferencesSchema = z.strictObject({
	sendKey: z.enum(["enter", "mod_enter"]).optional(),
	singleKeys: z.boolean().optional(),
	sound: alertScope.optional(),
	desktop: alertScope.optional(),
	webPush: alertScope.optional(),
	mentions: z.boolean().optional(),
	warnings: z.boolean().optional(),
	showText: z.boolean().optional(),
	theme: theme.nullable().optional(),
	contrast: contrast.nullable().optional(),
	language: z.enum(["zh-CN", "en"]).nullable().optional(),
	sorts: sorts.optional(),
	viewsFolded: z.boolean().optional(),
	customerFolded: z.boolean().optional(),
});
export type ChangePreferences = z.infer<typeof changePreferencesSchema>;
