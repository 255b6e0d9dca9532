import { textMaker } from "./inbox-words.mjs";

/** Raised when the rows are made otherwise: what is kept is made again then. */
const VERSION = 3;
const BATCH = 20_000;
/** One in so many messages belongs to one long conversation. */
const LONG_SHARE = 50;
const GREAT_TABLES = ["customers", "messages", "conversations"];
/** Needed before the others: it finds the last message of each conversation. */
const THREAD_INDEX = "messages_thread";

/** True when the database holds these rows already. */
export async function isFilled(database, { conversations, messages }) {
	const { rows } = await database.query("SELECT to_regclass('bench_inbox') IS NOT NULL AS there");
	if (!rows[0].there) return false;
	const made = await database.query("SELECT * FROM bench_inbox");
	return made.rows.some(
		(row) => row.version === VERSION && row.conversations === conversations && row.messages === messages,
	);
}

/**
 * Fills an empty, migrated database: channels, agents, customers, messages of two years, conversations, grants.
 * Half of the conversations are closed, four of ten are with the bot; the long one has a fiftieth of all messages.
 * Rows come first, then indexes; triggers rest, and what they would have counted is counted once.
 */
export async function fill(database, { conversations, messages }, tell) {
	await database.query(
		"SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET session_replication_role = replica",
	);
	for (const table of GREAT_TABLES)
		await database.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
	const indexes = await dropIndexes(database);
	tell("channels, agents, customers");
	await database.query(IDS);
	await database.query(CHANNELS);
	await database.query(AGENTS);
	await database.query(CUSTOMERS, [conversations]);
	await fillMessages(database, { conversations, messages }, tell);
	await makeIndex(database, takeIndex(indexes, THREAD_INDEX), tell);
	tell("conversations");
	await database.query("ANALYZE messages");
	await database.query(CONVERSATIONS, [conversations]);
	await database.query(GRANTS);
	await database.query(NOTES);
	await database.query(COUNTS);
	for (const index of indexes) await makeIndex(database, index, tell);
	tell("statistics");
	for (const table of GREAT_TABLES) await database.query(`ALTER TABLE ${table} RESET (autovacuum_enabled)`);
	await database.query("VACUUM ANALYZE");
	await database.query(
		"CREATE TABLE bench_inbox AS SELECT $1::int AS version, $2::int AS conversations, $3::int AS messages",
		[VERSION, conversations, messages],
	);
	await database.query("CHECKPOINT");
}

/** While the server stores one batch the next is worded. */
async function fillMessages(database, { conversations, messages }, tell) {
	const textOf = textMaker(messages);
	let stored = Promise.resolve();
	for (let first = 0; first < messages; first += BATCH) {
		const amount = Math.min(BATCH, messages - first);
		const texts = Array.from({ length: amount }, (_, index) => textOf(first + index));
		await stored;
		tell(`messages ${Math.round((first / messages) * 100)} %`);
		stored = database.query(MESSAGES, [texts, first, messages, conversations]);
	}
	await stored;
	await database.query("SELECT setval('messages_id_seq', $1)", [messages]);
}

/** Of the great tables, all but the primary keys, whose order is that of the rows. */
async function dropIndexes(database) {
	const { rows } = await database.query(
		`SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
		WHERE i.tablename = ANY ($1) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`,
		[GREAT_TABLES],
	);
	for (const { name } of rows) await database.query(`DROP INDEX ${name}`);
	return rows;
}

/** Removes it from the list. */
function takeIndex(indexes, wanted) {
	const [index] = indexes.splice(
		indexes.findIndex(({ name }) => name === wanted),
		1,
	);
	return index;
}

async function makeIndex(database, { name, definition }, tell) {
	tell(`index ${name}`);
	await database.query(definition);
}

/** Ids that follow from a name and are spread as random ones are. */
const IDS = `CREATE FUNCTION bench_uuid(p_name text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT overlay(overlay(md5(p_name) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$`;

const CHANNELS = `INSERT INTO channels (id, kind, name, app_id, original_id, encryption, format, secrets, created_at)
	SELECT 'bench-' || n, 'miniprogram', '店铺' || n, 'wxbench' || n, 'gh_bench' || n, 'plain', 'json', '', now() + make_interval(secs => n)
	FROM generate_series(1, 5) n`;

const AGENTS = `INSERT INTO agents (id, email, name, role, password_hash)
	SELECT bench_uuid('agent' || n), 'agent' || n || '@bench.example', '客服' || n, 'agent', 'none' FROM generate_series(0, 39) n`;

/** Seven of ten have a name, one of ten an alias, some attributes. */
const CUSTOMERS = `INSERT INTO customers (id, channel_id, external_id, name, alias, attributes, first_seen_at, last_seen_at)
	SELECT bench_uuid('customer' || n), 'bench-' || 1 + n % 5,
		'o' || left(translate(encode(decode(md5('openid' || n) || md5('more' || n), 'hex'), 'base64'), E'+/=\\n', '-_'), 27),
		CASE WHEN n % 10 < 7 THEN substr('王李张刘陈杨赵黄周吴', n % 10 + 1, 1) || chr(20013 + n % 7919) || chr(20013 + n % 6007) END,
		CASE WHEN n % 10 = 8 THEN '老客户' || n END,
		CASE WHEN n % 20 = 0 THEN jsonb_build_object('等级', 'VIP' || n % 9, '城市', '杭州') ELSE '{}' END,
		now() - interval '2 years' * (1 - n / $1::float8), now()
	FROM generate_series(0, $1::int - 1) n`;

/** Number n is said in conversation k as its message s; ids grow with time, as they do. */
const MESSAGES = `INSERT INTO messages (id, created_at, conversation_id, seq, direction, type, content, status, author_kind, author_id,
		epoch, occurred_at, change_id)
	SELECT m.n + 1, m.at, bench_uuid('conversation' || m.k), m.s, m.direction::direction,
		CASE WHEN m.direction = 'event' THEN 'closed' WHEN m.kind < 3 THEN 'image' ELSE 'text' END,
		CASE WHEN m.direction = 'event' THEN '{"event":"closed"}' WHEN m.kind < 3 THEN '{"type":"image"}'
			ELSE jsonb_build_object('type', 'text', 'text', m.text) END,
		(CASE WHEN m.direction = 'out' THEN 'accepted' ELSE 'received' END)::message_status,
		(CASE WHEN m.direction = 'in' THEN 'customer' WHEN m.direction = 'event' THEN 'system' WHEN m.kind % 2 = 0 AND m.direction = 'out'
			THEN 'bot' ELSE 'agent' END)::author_kind,
		CASE WHEN m.direction IN ('out', 'note') AND m.kind % 2 = 1 THEN bench_uuid('agent' || m.k % 40) END,
		CASE WHEN m.direction = 'out' THEN 1 END, CASE WHEN m.direction = 'in' THEN m.at END, 1
	FROM (
		SELECT n, kind, text, now() - interval '2 years' * (1 - n / $3::float8) AS at,
			CASE WHEN kind < 52 THEN 'in' WHEN kind < 96 THEN 'out' WHEN kind < 98 THEN 'note' ELSE 'event' END AS direction,
			CASE WHEN n % ${LONG_SHARE} = 0 THEN 0 ELSE 1 + (j * 48271) % ($4::bigint - 1) END AS k,
			CASE WHEN n % ${LONG_SHARE} = 0 THEN n / ${LONG_SHARE} + 1 ELSE j / ($4::bigint - 1) + 1 END AS s
		FROM (
			SELECT $2::bigint + t.o - 1 AS n, t.text, (($2::bigint + t.o) * 2654435761 >> 9) % 100 AS kind,
				$2::bigint + t.o - 1 - ($2::bigint + t.o - 1) / ${LONG_SHARE} - 1 AS j
			FROM unnest($1::text[]) WITH ORDINALITY t(text, o)
		) said
	) m`;

const CONVERSATIONS = `INSERT INTO conversations (id, channel_id, customer_id, mode, status, assignee_id, last_seq, read_seq, unread,
		change_id, waiting_since, last_customer_message_at, last_activity_at, last_message, last_message_seq, tags, transferred_at, closed_at,
		created_at)
	SELECT c.id, c.channel_id, c.customer_id, c.mode::mode, c.status::conversation_status,
		CASE WHEN c.mode = 'agent' AND c.kind < 55 AND c.status = 'open' THEN bench_uuid('agent' || c.k % 40) END,
		c.seq, c.seq, 0, 1, CASE WHEN c.status = 'open' AND c.mode = 'agent' AND c.k % 3 = 0 THEN c.created_at END, c.created_at,
		c.created_at, jsonb_build_object('text', coalesce(c.content ->> 'text', ''), 'type', coalesce(c.content ->> 'type', 'text'),
			'direction', CASE WHEN c.direction = 'event' THEN 'in' ELSE c.direction::text END, 'authorKind', c.author_kind, 'status', c.message_status, 'at', c.created_at),
		c.seq, CASE c.k % 7 WHEN 0 THEN ARRAY['售后'] WHEN 1 THEN ARRAY['物流', '加急'] ELSE '{}' END,
		CASE WHEN c.mode = 'transfer' THEN c.created_at END, CASE WHEN c.status = 'closed' THEN c.created_at END,
		c.created_at
	FROM (
		SELECT bench_uuid('conversation' || k) AS id, bench_uuid('customer' || k) AS customer_id, 'bench-' || 1 + k % 5 AS channel_id, k, kind,
			CASE WHEN kind < 50 THEN 'closed' ELSE 'open' END AS status,
			CASE WHEN kind < 50 THEN 'bot' WHEN kind < 57 THEN 'agent' WHEN kind < 60 THEN 'transfer' ELSE 'bot' END AS mode,
			m.seq, m.created_at, m.content, m.direction, m.author_kind, m.status AS message_status
		FROM (SELECT k, (k * 2654435761 >> 9) % 100 AS kind FROM generate_series(0, $1::bigint - 1) k) n
		JOIN LATERAL (SELECT * FROM messages WHERE conversation_id = bench_uuid('conversation' || n.k) ORDER BY seq DESC LIMIT 1) m ON true
	) c`;

const GRANTS = `INSERT INTO reply_grants (conversation_id, kind, "limit", spent, granted_at, expires_at)
	SELECT id, 'message', 5, 2, last_activity_at, last_activity_at + interval '48 hours' FROM conversations`;

const NOTES = `INSERT INTO customer_notes (customer_id, agent_id, text, created_at)
	SELECT id, bench_uuid('agent1'), '喜欢顺丰，上次退款很快 ' || external_id, last_seen_at FROM customers WHERE attributes <> '{}'`;

/** What the triggers of conversations keep. */
const COUNTS = `INSERT INTO conversation_counts (channel_id, mode, assignee_id, amount)
	SELECT channel_id, mode, assignee_id, count(*) FROM conversations WHERE status = 'open' GROUP BY 1, 2, 3`;
