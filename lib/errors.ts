/**
 * The one error class of the product and the table of its codes. Client-safe.
 * Texts for people are found by code in `messages/*.json` under `errors`.
 */
export const ERROR_STATUS = {
	bad_request: 400,
	push_malformed: 400,
	unauthorized: 401,
	sign_in_required: 401,
	forbidden: 403,
	push_refused: 403,
	not_found: 404,
	conflict: 409,
	already_claimed: 409,
	changed_hands: 409,
	owned_by_other: 409,
	transferred: 409,
	too_large: 413,
	push_too_large: 413,
	window_closed: 422,
	quota_used_up: 422,
	message_too_long: 422,
	media_unusable: 422,
	media_refused: 422,
	card_values: 422,
	foreign_link: 422,
	broken_link: 422,
	unsafe_link: 422,
	unknown_tag: 422,
	not_held: 409,
	not_retryable: 422,
	too_many_requests: 429,
	internal: 500,
	simulator_unreachable: 502,
	database_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

interface AppErrorOptions {
	/** For developers and logs; never a secret. */
	message?: string;
	cause?: unknown;
	/** Plain values that may be shown to the caller, e.g. the winner of a claim. */
	details?: Record<string, unknown>;
}

/** What our own code throws when the caller cannot go on. `route()` turns it into a response, once. */
export class AppError extends Error {
	readonly code: ErrorCode;
	readonly details: Record<string, unknown> | undefined;

	constructor(code: ErrorCode, { message, cause, details }: AppErrorOptions = {}) {
		super(message ?? code, { cause });
		this.name = "AppError";
		this.code = code;
		this.details = details;
	}

	/** HTTP status of the code. */
	get status(): number {
		return ERROR_STATUS[this.code];
	}
}
