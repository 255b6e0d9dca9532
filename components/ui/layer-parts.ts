"use client";

export * from "./menu-layer";
export { PopoverLayer } from "./popover-layer";
export { TooltipLayer } from "./tooltip-layer";
