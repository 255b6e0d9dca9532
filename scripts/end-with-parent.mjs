// Loaded into the programs our commands start. The channel to the command closes when the command is gone, whatever
// ended it; nothing that we started may stay behind then. Programs that those start in turn inherit this file with
// Node's arguments, but not the mark: their channel is not ours.
if (process.env.KEFU_END_WITH_PARENT) {
	delete process.env.KEFU_END_WITH_PARENT;
	process.channel?.unref();
	process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
