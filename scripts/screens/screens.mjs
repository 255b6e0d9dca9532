import { composerScreens } from "./composer-screens.mjs";
import { inboxScreens } from "./inbox-screens.mjs";
import { overlayScreens, pageScreens } from "./other-screens.mjs";
import { emptyDeskScreens, stateScreens, troubleScreens } from "./state-screens.mjs";

export { emptyDeskScreens };

/** In the order in which they are taken: opening a thread marks it read, and the last break a channel. */
export const screens = [
	...inboxScreens,
	...composerScreens,
	...stateScreens,
	...overlayScreens,
	...pageScreens,
	...troubleScreens,
];
