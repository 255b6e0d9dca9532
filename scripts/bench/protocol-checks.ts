/** Pushes that nobody should answer: which contender takes them. All but the first are signed with the right token. */
import { type AttackRequest, encryptWrongly, makeKit } from "../../simulator/push/attack-kit";
import { type Attack, envelopeAttacks } from "../../simulator/push/attacks";
import { contentAttacks } from "../../simulator/push/content-attacks";
import { account, OPENID, world } from "./protocol-packets";

const kit = makeKit(world, account, OPENID);
const attacks: Record<string, Attack> = { ...envelopeAttacks, ...contentAttacks };

function attack(name: string): AttackRequest {
	const found = attacks[name];
	if (!found) throw new Error(`the simulator knows no attack ${name}`);
	return found.build(kit);
}

const BAD_PUSHES: Record<string, () => AttackRequest> = {
	"a wrong msg_signature": () => attack("wrong-msg-signature"),
	"a body in the clear, in safe mode": () => attack("clear-body"),
	"another appid at the end": () => attack("other-appid-tail"),
	"a pad of 0 bytes": () => attack("pad-0"),
	"a pad of 33 bytes": () => attack("pad-33"),
	"a pad whose bytes differ": () =>
		kit.sealed("", { encrypt: encryptWrongly(kit, kit.text("pad"), { pad }) }),
	"a length beyond the content": () => attack("length-too-large"),
	"base64 with other characters in it": () => {
		const cipher = encryptWrongly(kit, kit.text("noise"), {});
		return kit.sealed("", { encrypt: `${cipher.slice(0, 20)}*!${cipher.slice(20)}` });
	},
	"the nonce given twice": () => {
		const request = kit.sealed(kit.text("twice"));
		return { ...request, url: `${request.url}&nonce=1` };
	},
	"a timestamp 20 minutes old": () => attack("stale-timestamp"),
	"a message to another account": () => attack("unknown-receiver"),
	"a DOCTYPE with entities": () => attack("doctype-entities"),
};

/** As long as it should be, and its last byte says so; its first one is another. */
function pad(full: Buffer): Buffer {
	const bytes = 32 - (full.length % 32);
	if (bytes < 2) throw new Error("the text leaves no room for a pad of two bytes");
	return Buffer.concat([full, Buffer.of(0), Buffer.alloc(bytes - 1, bytes)]);
}

interface Contender {
	name: string;
	prepare(packet: { query: string; body: Buffer }): unknown;
	answer(input: never): unknown;
}

/** For each bad push, the names of those who answer it as if it were good. */
export async function takersOfBadPushes(contenders: Contender[]): Promise<Record<string, string[]>> {
	const takers: Record<string, string[]> = {};
	for (const [about, build] of Object.entries(BAD_PUSHES)) {
		const { url, body } = build();
		takers[about] = [];
		for (const contender of contenders) {
			const query = url.slice(url.indexOf("?") + 1);
			if (await isTaken(contender, { query, body })) takers[about].push(contender.name);
		}
	}
	return takers;
}

async function isTaken({ prepare, answer }: Contender, packet: { query: string; body: Buffer }) {
	try {
		await answer(prepare(packet) as never);
		return true;
	} catch {
		return false;
	}
}
