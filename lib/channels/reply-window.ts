import { GRANTS } from "@/lib/wechat/miniprogram/limits";

/** How long after a customer's message replies may be sent, whatever the channel. */
export const REPLY_WINDOW_SECONDS = GRANTS.message.seconds;
