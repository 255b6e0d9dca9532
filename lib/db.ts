/** One pool a process, shared by Prisma, by raw SQL where it earns its place, and by the job queue. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

interface Database {
	pool: pg.Pool;
	prisma: PrismaClient;
}

// Bundles of one process share it through globalThis.
const shared = globalThis as typeof globalThis & { kefuDatabase?: Database };

function database(): Database {
	shared.kefuDatabase ??= connect();
	return shared.kefuDatabase;
}

function connect(): Database {
	const pool = new pg.Pool({
		connectionString: env().DATABASE_URL,
		max: env().DATABASE_POOL_SIZE,
		connectionTimeoutMillis: 3000,
		// adapter-pg drops time-zone offsets: sessions must speak UTC.
		options: "-c timezone=UTC",
	});
	const onLoss = (error: Error) => log.warn({ err: error }, "a database connection was lost");
	pool.on("error", onLoss);
	pool.on("connect", (client) => client.on("error", onLoss));
	return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

export const getPool = (): pg.Pool => database().pool;
export const getPrisma = (): PrismaClient => database().prisma;

/** Ends the pool; for tests and for a clean stop. */
export async function closeDatabase(): Promise<void> {
	const open = shared.kefuDatabase;
	shared.kefuDatabase = undefined;
	await open?.prisma.$disconnect();
	if (open && !open.pool.ended) await open.pool.end();
}

/** What both a pool and a client of a transaction can do. */
export type Queryable = Pick<pg.ClientBase, "query">;

interface Statement {
	/** Given a name, the statement is prepared once a connection. */
	name?: string;
	text: string;
	values?: unknown[];
}

/** Rows of one statement. @throws AppError `database_unavailable` when no connection could be had. */
export async function rows<Row extends pg.QueryResultRow>(
	statement: Statement,
	on: Queryable = getPool(),
): Promise<Row[]> {
	try {
		return (await on.query<Row>(statement)).rows;
	} catch (error) {
		throw asUnavailable(error);
	}
}

/** The one row a statement promises to answer. */
export async function row<Row extends pg.QueryResultRow>(statement: Statement, on?: Queryable): Promise<Row> {
	const [first] = await rows<Row>(statement, on);
	if (first === undefined)
		throw new AppError("internal", { message: "a statement promised a row and gave none" });
	return first;
}

/** Runs `work` in one transaction; any throw undoes all of it. @throws AppError `database_unavailable` when the connection was lost */
export async function transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> {
	const client = await getPool()
		.connect()
		.catch((error: unknown) => {
			throw new AppError("database_unavailable", { cause: error });
		});
	try {
		await client.query("BEGIN");
		const result = await work(client);
		await client.query("COMMIT");
		client.release();
		return result;
	} catch (error) {
		const broken = await client.query("ROLLBACK").then(
			() => false,
			() => true,
		);
		client.release(broken);
		throw asUnavailable(error);
	}
}

const asUnavailable = (error: unknown): unknown =>
	isConnectionLoss(error) ? new AppError("database_unavailable", { cause: error }) : error;

/** Classes 08 (connection), 53 (resources), 57P (shutdown), and what the socket says. */
function isConnectionLoss(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = "code" in error && typeof error.code === "string" ? error.code : "";
	return (
		/^(08|53|57P)/.test(code) ||
		/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code) ||
		/timeout exceeded when trying to connect|Connection terminated/.test(error.message)
	);
}
