"use client";

import { ThreadPane } from "@/components/conversation/thread-pane";
import { CustomerDrawer } from "@/components/customer/customer-drawer";
import { CustomerPanel } from "@/components/customer/customer-panel";

/** What an open conversation is drawn with. */
export const OPENED_PARTS = { ThreadPane, CustomerDrawer, CustomerPanel };
