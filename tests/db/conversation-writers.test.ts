import { expect, test } from "vitest";
import { rows } from "@/lib/db";

test("in the database too, only a push and one change function write who answers a conversation", async () => {
	const writers = await rows<{ proname: string }>({
		text: `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
			AND prosrc ~* 'UPDATE\\s+conversations\\M[^;]*?\\mSET\\M[^;]*?\\m(mode|epoch|assignee_id)\\s*=[^;]*?\\mWHERE\\M'
			ORDER BY proname`,
	});
	expect(writers.map(({ proname }) => proname)).toEqual(["kefu_change_conversation", "kefu_receive_push"]);
});
