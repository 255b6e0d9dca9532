// Runs in the page before its own scripts (screen-stage.ts hands it to the browser): notes paints and interactions.

/** When a text stood in the list and in the thread, in Unix milliseconds of the frame that was drawn. */
window.kefuPaint = {
	begin(text, conversationId) {
		this.seen = {};
		this.observer?.disconnect();
		this.observer = new MutationObserver(() => {
			const row = document.querySelector(`a[data-conversation-id="${conversationId}"]`);
			if (row?.textContent.includes(text)) this.note("row");
			if (document.querySelector("[role=log]")?.textContent.includes(text)) this.note("thread");
		});
		this.observer.observe(document.body, { childList: true, subtree: true, characterData: true });
	},
	/** A task behind the next frame's callbacks runs when that frame has been drawn. */
	note(place) {
		if (place in this.seen) return;
		const { seen } = this;
		seen[place] = null;
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => {
				seen[place] = Date.now();
			};
			port2.postMessage(null);
		});
	},
};

/** The longest event of each interaction in milliseconds, by its id. The browser tells of those from 16 ms on. */
window.kefuInteractions = new Map();
new PerformanceObserver((list) => {
	for (const { interactionId, duration } of list.getEntries()) {
		if (!interactionId) continue;
		const known = window.kefuInteractions.get(interactionId) ?? 0;
		window.kefuInteractions.set(interactionId, Math.max(known, duration));
	}
}).observe({ type: "event", durationThreshold: 16, buffered: true });
