/** Where a page of a list ends. Opaque to callers; a cursor of another sort is refused. */

import { z } from "zod";
import { SORTS } from "@/lib/conversations/names";
import type { Sort } from "@/lib/conversations/schema";
import { AppError } from "@/lib/errors";

export interface Place {
	/** True within those who wait, who come first in every sort but `newest`. */
	waits: boolean;
	/** The value that the part is ordered by. */
	at: string;
	id: string;
}

const cursorSchema = z.tuple([z.enum(SORTS), z.boolean(), z.iso.datetime(), z.uuid()]);

export const toCursor = (sort: Sort, { waits, at, id }: Place): string =>
	Buffer.from(JSON.stringify([sort, waits, at, id])).toString("base64url");

/** @throws AppError `bad_request` for a cursor that is not ours, or of another sort */
export function parseCursor(sort: Sort, cursor: string): Place {
	try {
		const text = Buffer.from(cursor, "base64url").toString("utf8");
		const [of, waits, at, id] = cursorSchema.parse(JSON.parse(text));
		if (of !== sort) throw new Error(`a cursor of the sort ${of}`);
		return { waits, at, id };
	} catch (cause) {
		throw new AppError("bad_request", { message: "the cursor is not one of ours", cause });
	}
}
