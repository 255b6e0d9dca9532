import type { ControlRoutes } from "./route";

export const attackRoutes: ControlRoutes = {};
