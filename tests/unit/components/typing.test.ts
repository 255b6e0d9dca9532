import { expect, test } from "vitest";
import { createTyping } from "@/components/composer/typing";

function setUp() {
	const posts: string[] = [];
	let time = 0;
	const typing = createTyping({
		post: async (id, on) => {
			posts.push(`${id} ${on}`);
			throw new Error("nobody may ever hear of this");
		},
		now: () => time,
	});
	return {
		typing,
		posts,
		pass: (ms: number) => {
			time += ms;
		},
	};
}

test("the customer is told at most once in 15 seconds, however fast somebody types", () => {
	const { typing, posts, pass } = setUp();
	for (let key = 0; key < 100; key++) {
		typing.typed("c1");
		pass(300);
	}
	expect(posts).toEqual(["c1 true", "c1 true"]);
});

test("each conversation counts for itself", () => {
	const { typing, posts } = setUp();
	typing.typed("c1");
	typing.typed("c2");
	expect(posts).toEqual(["c1 true", "c2 true"]);
});

test("what was begun is taken back when the text is emptied, once, and only while it shows", () => {
	const { typing, posts, pass } = setUp();
	typing.stopped("c1");
	typing.typed("c1");
	typing.stopped("c1");
	typing.stopped("c1");
	expect(posts).toEqual(["c1 true", "c1 false"]);
	typing.typed("c1");
	expect(posts).toHaveLength(2);
	pass(15_000);
	typing.typed("c1");
	pass(15_000);
	typing.stopped("c1");
	expect(posts).toEqual(["c1 true", "c1 false", "c1 true"]);
});

test("a message that has left ends it by itself", () => {
	const { typing, posts } = setUp();
	typing.typed("c1");
	typing.sent("c1");
	typing.stopped("c1");
	expect(posts).toEqual(["c1 true"]);
});
