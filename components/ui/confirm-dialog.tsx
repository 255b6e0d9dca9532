"use client";

import { dialogOnDemand } from "./dialog-on-demand";

/** Asks before something that cannot simply be taken back. The focus starts on "cancel". */
export const ConfirmDialog = dialogOnDemand(async () => (await import("./confirm-box")).default);
