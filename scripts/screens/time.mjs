import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inProject } from "../project.mjs";

/** The instant at which every picture is taken, so that two runs give the same ones: a Friday, 14:11 in China. */
export const NOW = "2026-11-20T14:11:20+08:00";

/** Longer than the programs take to look at their shift again. */
const HEARD_AFTER_MS = 60;

/**
 * Makes a database tell the time of the pictures: `now()` and `clock_timestamp()` are looked up before the built-in ones, and
 * columns filled with the time use them. What is drawn by chance is the same in every run.
 */
async function shiftDatabase(sql) {
	await sql(`CREATE SCHEMA screens;
		CREATE TABLE screens.shift (by interval NOT NULL);
		INSERT INTO screens.shift VALUES ('0');
		CREATE FUNCTION screens.now() RETURNS timestamptz LANGUAGE sql STABLE AS
			'SELECT pg_catalog.now() + by FROM screens.shift';
		CREATE FUNCTION screens.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
			'SELECT pg_catalog.clock_timestamp() + by FROM screens.shift';
		DO $$ DECLARE c record; BEGIN
			FOR c IN SELECT table_name, column_name FROM information_schema.columns
				WHERE table_schema = 'public' AND column_default ~* 'current_timestamp|now\\(\\)' LOOP
				EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT screens.now()', c.table_name, c.column_name);
			END LOOP;
			EXECUTE format('ALTER DATABASE %I SET search_path = public, screens, pg_catalog', current_database());
		END $$;
		-- The colour of a customer follows from their id.
		CREATE SEQUENCE screens.customers;
		CREATE FUNCTION screens.customer_id() RETURNS uuid LANGUAGE sql VOLATILE AS
			$$ SELECT overlay(overlay(md5(nextval('screens.customers')::text) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$;
		ALTER TABLE customers ALTER COLUMN id SET DEFAULT screens.customer_id()`);
}

/**
 * The one time of database, app and simulator; it runs on from where it is set.
 * @param {{ sql: Function, folder: string }} machine `folder` is where the file with the shift of the programs is put
 */
export async function newTime({ sql, folder }) {
	await shiftDatabase(sql);
	const file = path.join(folder, "shift");
	const set = async (instant) => {
		const shiftMs = Date.parse(instant) - Date.now();
		writeFileSync(file, String(Math.round(shiftMs)));
		await sql("UPDATE screens.shift SET by = make_interval(secs => $1)", [shiftMs / 1000]);
		await sleep(HEARD_AFTER_MS);
	};
	return { set, env: environment(file) };
}

function environment(file) {
	writeFileSync(file, "0");
	const preload = pathToFileURL(inProject("scripts", "screens", "shifted-time.mjs")).href;
	return {
		SCREENS_SHIFT_FILE: file,
		NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${preload}`.trim(),
	};
}
