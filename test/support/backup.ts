import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { hashOfText } from '../../src/platform/backup/format.ts';
import { createTestDatabase, type TestDatabase } from './servers.ts';

/** A database of its own in which nothing was ever made, not even the schema. */
export async function createBareDatabase(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  await made.drop();
  const administration = { ...inject('template'), database: 'postgres' };
  const client = new pg.Client(administration);
  await client.connect();
  try {
    await client.query(`create database ${made.connection.database}`);
  } finally {
    await client.end();
  }
  return made;
}

/** What every file below a directory holds, by path: two exports of the same data are equal by this. */
export function contentsOf(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(directory.length + 1)] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return found;
}

/** Changes the lines of a table of an export; `forge` makes the manifest agree with them. */
export function rewriteLines(
  directory: string,
  table: string,
  change: (lines: string[]) => string[],
  forge = false,
): void {
  const path = join(directory, 'tables', `${table}.jsonl`);
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const text = change(lines)
    .map((line) => `${line}\n`)
    .join('');
  writeFileSync(path, text);
  if (!forge) return;
  rewriteManifest(directory, (manifest) => {
    const part = manifest.tables.find(({ name }) => name === table);
    if (!part) throw new Error(`no table ${table} in the manifest`);
    part.sha256 = hashOfText(text);
    part.bytes = Buffer.byteLength(text);
    part.rows = text.split('\n').length - 1;
  });
}

interface LooseManifest {
  format: string;
  formatVersion: number;
  migrations: string[];
  tables: { name: string; columns: string[]; rows: number; bytes: number; sha256: string }[];
  next: Record<string, number>;
  [key: string]: unknown;
}

export function readLooseManifest(directory: string): LooseManifest {
  return JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as LooseManifest;
}

export function rewriteManifest(directory: string, change: (manifest: LooseManifest) => void): void {
  const manifest = readLooseManifest(directory);
  change(manifest);
  writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A name nobody has used. */
export const freshName = (): string => `ban-xuat-${randomBytes(4).toString('hex')}`;
