import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keptSecrets } from "@/scripts/secrets.mjs";

let file: string;
beforeEach(() => {
	file = path.join(mkdtempSync(path.join(os.tmpdir(), "kefu-secrets-")), "secrets.json");
	vi.stubEnv("NEXTAUTH_SECRET", "");
	vi.stubEnv("ENCRYPTION_KEY", "");
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(path.dirname(file), { recursive: true });
});

test("secrets are made once, and only their owner may read them", () => {
	const first = keptSecrets(file);
	expect(Buffer.from(first.ENCRYPTION_KEY, "base64")).toHaveLength(32);
	expect(keptSecrets(file)).toEqual(first);
	expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a secret of the environment wins over the one that was kept", () => {
	const kept = keptSecrets(file);
	vi.stubEnv("NEXTAUTH_SECRET", "of the environment");
	expect(keptSecrets(file)).toEqual({ ...kept, NEXTAUTH_SECRET: "of the environment" });
});

test("a damaged file is not replaced, since the data could no longer be read", () => {
	writeFileSync(file, "{");
	expect(() => keptSecrets(file)).toThrow("secrets.json is damaged");
});
