/**
 * What came of the replies that the app took, in the order in which each conversation was told it had them.
 * @param {{ conversation: string, text: string, at: number }[]} taken `at` in Unix milliseconds; no text twice in a conversation
 * @param {Map<string, { text: string, at: number }[]>} received of each conversation, in the order of the phone
 * @returns {{ lost: number, doubled: number, misplaced: number, receiptMs: number[], lastAt: number }}
 */
export function compareReceipts(taken, received) {
	const found = { lost: 0, doubled: 0, misplaced: 0, receiptMs: [], lastAt: 0 };
	for (const [conversation, replies] of byConversation(taken)) {
		const heard = received.get(conversation) ?? [];
		const places = new Map();
		for (const [place, { text }] of heard.entries()) {
			if (!places.has(text)) places.set(text, place);
			else found.doubled++;
		}
		let last = -1;
		for (const { text, at } of replies) {
			const place = places.get(text);
			if (place === undefined) {
				found.lost++;
				continue;
			}
			if (place < last) found.misplaced++;
			last = Math.max(last, place);
			found.receiptMs.push(heard[place].at - at);
			found.lastAt = Math.max(found.lastAt, heard[place].at);
		}
	}
	return found;
}

function byConversation(taken) {
	const groups = new Map();
	for (const reply of taken) {
		const group = groups.get(reply.conversation);
		if (group) group.push(reply);
		else groups.set(reply.conversation, [reply]);
	}
	return groups;
}
