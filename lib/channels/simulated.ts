import { env } from "@/lib/env";

/** True when the channels speak to a simulated WeChat: then the customer's phone is a page of the console. */
export const isSimulated = (): boolean => env().simulated;
