/** Says whose page sends a request. Beside the cookie, which a browser has once for all its tabs. Client-safe. */
export const AGENT_HEADER = "x-kefu-agent";
