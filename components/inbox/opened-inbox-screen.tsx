"use client";

import type { ComponentProps } from "react";
import { InboxScreen } from "./inbox-screen";
import { OPENED_PARTS } from "./opened-parts";
import { bringOpenedParts } from "./use-opened-parts";

bringOpenedParts(OPENED_PARTS);

/** The inbox that begins with an open conversation: all of it comes with the page. */
export function OpenedInboxScreen(props: ComponentProps<typeof InboxScreen>) {
	return <InboxScreen {...props} />;
}
