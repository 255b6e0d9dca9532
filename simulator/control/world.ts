import { z } from "zod";
import { emptyRuntime, settingsOf } from "../accounts";
import { faultSchema } from "../faults";
import type { World } from "../state";
import { sweepTool } from "../tool";
import { accountOf, ControlError, ControlFile, type ControlRoutes, isoTime, read } from "./route";

const clockSchema = z.union([
	z.strictObject({
		advanceSeconds: z
			.number()
			.min(0)
			.max(400 * 86_400),
	}),
	z.strictObject({ set: z.int().min(0).max(4_102_444_800) }),
	z.strictObject({ reset: z.literal(true) }),
]);
const resetSchema = z.strictObject({
	/** Accounts are forgotten too; otherwise they stay as they are configured. */
	accounts: z.boolean().default(false),
});

export const worldRoutes: ControlRoutes = {
	"GET /_sim/health": ({ world }) => ({
		status: "ok",
		accounts: world.accounts.size,
		users: world.users.size,
		now: isoTime(world.clock.now()),
	}),
	"GET /_sim/clock": ({ world }) => clockView(world),
	"POST /_sim/clock": (call) => {
		const { clock } = call.world;
		const change = read(clockSchema, call);
		if ("advanceSeconds" in change) clock.advance(change.advanceSeconds);
		else if ("set" in change) clock.setTo(change.set);
		else clock.reset();
		sweepTool(call.world);
		return clockView(call.world);
	},
	"GET /_sim/faults": ({ world }) => ({ items: world.faults.list() }),
	"POST /_sim/faults": (call) => call.world.faults.add(read(faultSchema, call)),
	"DELETE /_sim/faults": ({ world }) => {
		world.faults.clear();
		return { ok: true };
	},
	"DELETE /_sim/faults/:id": ({ world, params }) => {
		if (!world.faults.remove(Number(params.id))) {
			throw new ControlError(404, "unknown_fault", `no fault ${params.id}`);
		}
		return { ok: true };
	},
	"POST /_sim/reset": async (call) => {
		reset(call.world, read(resetSchema, call).accounts);
		await call.world.keeper?.save();
		return { ok: true };
	},
	/** A picture of a chat for the phone page, also after its media id has expired. */
	"GET /_sim/media/:id": ({ world, params }) => {
		const media = world.media.get(params.id ?? "");
		if (!media) throw new ControlError(404, "unknown_media", "no such picture");
		return new ControlFile(media.bytes, media.contentType);
	},
	"GET /_sim/accounts/:appid/usage": (call) => Object.fromEntries(accountOf(call).usage),
};

function clockView({ clock }: World) {
	return {
		now: isoTime(clock.now()),
		unix: clock.seconds(),
		offsetSeconds: Math.round(clock.offsetMs() / 1000),
	};
}

/** Forgets what happened. MsgIds go on from where they were: the console under test may remember the old ones. */
function reset(world: World, accountsToo: boolean): void {
	world.generation++;
	for (const request of world.inFlight) request.destroy();
	world.clock.reset();
	world.random.restart();
	world.faults.clear();
	for (const store of [world.users, world.tokenOwners, world.media, world.rids]) store.clear();
	world.deliveries.clear();
	world.log.clear();
	if (accountsToo) world.accounts.clear();
	for (const account of world.accounts.values()) {
		Object.assign(account, emptyRuntime(), { settings: settingsOf(world, account.flags) });
	}
}
