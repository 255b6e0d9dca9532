import { sendTest } from "@/lib/alerts/send-test";
import { route } from "@/lib/http";

export const POST = route({}, ({ agent, now }) => sendTest(agent.id, now));
