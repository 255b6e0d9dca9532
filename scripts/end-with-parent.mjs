// Loaded into the programs our commands start. The channel to the command closes when the command is gone, whatever
// ended it; nothing that we started may stay behind then.
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
