/** Prisma's schema is written by hand beside the migrations: here they are held against each other. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rows } from "@/lib/db";

interface Column {
	table: string;
	column: string;
	type: string;
	nullable: boolean;
}

const schema = readFileSync("prisma/schema.prisma", "utf8");

test("every model's columns are the database's, in name, type and nullability, and no table is without a model", async () => {
	const stored = await rows<{ table_name: string; column_name: string; type: string; nullable: boolean }>({
		text: `SELECT c.table_name, c.column_name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
			FROM information_schema.columns c
			JOIN pg_attribute a ON a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND a.attname = c.column_name
			WHERE c.table_schema = 'public' AND c.table_name <> '_prisma_migrations'`,
	});
	const actual = stored.map(({ table_name, column_name, type, nullable }) => ({
		table: table_name,
		column: column_name,
		type,
		nullable,
	}));
	expect(actual.length).toBeGreaterThan(100);
	expect(sorted(expectedColumns())).toEqual(sorted(actual));
});

test("every enum has the database's values, in its order", async () => {
	const stored = await rows<{ name: string; labels: string[] }>({
		text: `SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
			FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1`,
	});
	const declared = blocks("enum").map(({ body }) => ({
		name: mapOf(body),
		labels: linesOf(body).map(([label]) => label),
	}));
	expect(stored).toEqual(declared.sort((a, b) => (a.name < b.name ? -1 : 1)));
});

test("the indexes and unique keys of the schema are there under their names", async () => {
	const stored = await rows<{ indexname: string }>({
		text: "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
	});
	const names = new Set(stored.map(({ indexname }) => indexname));
	const declared = [...schema.matchAll(/@@(?:index|unique)\(.*map: "([^"]+)"/g)].map(
		([, name]) => name ?? "",
	);
	expect(declared.length).toBeGreaterThan(5);
	expect(declared.filter((name) => !names.has(name))).toEqual([]);
});

test("every index says which query it is for", () => {
	const lines = schema.split("\n");
	const silent = lines.filter(
		(line, index) =>
			/^\s*@@index/.test(line) && !/\/\//.test(line) && !/^\s*\/\/\/?/.test(lines[index - 1] ?? ""),
	);
	expect(silent).toEqual([]);
});

const SCALARS: Record<string, string> = {
	String: "text",
	Int: "integer",
	BigInt: "bigint",
	Boolean: "boolean",
	DateTime: "timestamp(3) without time zone",
	Json: "jsonb",
	Bytes: "bytea",
};

function expectedColumns(): Column[] {
	const enums = new Map(blocks("enum").map(({ name, body }) => [name, mapOf(body)]));
	return blocks("model").flatMap(({ body }) =>
		linesOf(body).flatMap(([field = "", declared = "", attributes]) => {
			const base = declared.replace(/[?[\]]/g, "");
			const type = nativeType(attributes) ?? SCALARS[base] ?? enums.get(base);
			// What is left are relations: no columns of their own.
			if (type === undefined) return [];
			const column = /@map\("([^"]+)"\)/.exec(attributes)?.[1] ?? field;
			const isList = declared.endsWith("[]");
			// Prisma writes lists without NOT NULL and reads none as empty.
			return [
				{
					table: mapOf(body),
					column,
					type: isList ? `${type}[]` : type,
					nullable: declared.endsWith("?") || isList,
				},
			];
		}),
	);
}

function nativeType(attributes: string): string | undefined {
	const [, name, argument] = /@db\.(\w+)(?:\((\d+)\))?/.exec(attributes) ?? [];
	if (name === undefined) return undefined;
	if (name === "Timestamptz") return `timestamp(${argument ?? 3}) with time zone`;
	return name.toLowerCase();
}

function blocks(kind: "model" | "enum"): { name: string; body: string }[] {
	const found = schema.matchAll(new RegExp(`^${kind} (\\w+) \\{\\n([\\s\\S]*?)^\\}`, "gm"));
	return [...found].map(([, name = "", body = ""]) => ({ name, body }));
}

const mapOf = (body: string): string => /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? "";

/** Name, type and attributes of each field. */
const linesOf = (body: string): [name: string, type: string, attributes: string][] =>
	body
		.split("\n")
		.map((line) => line.replace(/\/\/.*$/, "").trim())
		.filter((line) => line !== "" && !line.startsWith("@@"))
		.map((line) => {
			const [name = "", type = "", ...attributes] = line.split(/\s+/);
			return [name, type, attributes.join(" ")];
		});

const sorted = (columns: Column[]): Column[] =>
	columns.sort((a, b) => (`${a.table}.${a.column}` < `${b.table}.${b.column}` ? -1 : 1));
