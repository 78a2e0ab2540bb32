import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The shape of an export (docs/decisions/0014): `manifest.json`, `tables/NAME.jsonl`, `files/ab/SHA256`. Nothing in it
 * depends on when or where it was made, so that the same data give the same bytes.
 */
export const formatName = 'nhipcau-export';
export const formatVersion = 1;

export const manifestFile = 'manifest.json';
export const tablesFolder = 'tables';
export const filesFolder = 'files';

/** Bytes of one row at most, so that neither writing nor reading an export needs more memory than this for a row. */
export const longestLine = 64 * 1024 * 1024;

/**
 * Tables an export leaves out, each with the reason; every other table of the product is exported, without being
 * named anywhere. The schema of the job queue is no table of the product.
 */
export const leftOut: Readonly<Record<string, string>> = {
  migration: 'the manifest names the migrations',
  event_head: 'the manifest holds the head of the chain',
  content_version: 'counts changes for the caches of this installation; bumped by a restore',
  search_item: 'derived: a restore writes the index anew',
  search_word: 'derived: a restore writes the index anew',
  search_slip: 'derived: a restore writes the index anew',
  search_code: 'derived: a restore writes the index anew',
  search_count: 'derived: a restore writes the index anew',
  entry_version_count: 'derived: the database counts entry_version as it is loaded',
  open_data_file: 'derived: the files are made anew from what is public',
  backup: 'tells of the exports of this installation; an export of it would never be like the one before',
  session: 'a copy must let nobody in: people sign in anew',
  notification_cursor:
    'moves by the clock: of data that rest, every export is to be the same; a copy begins where its log ends',
  untold_event: 'goes with its cursor: a copy begins where its log ends',
  following_cursor: 'as notification_cursor',
  followed_news: 'goes with its cursor: what a copy tells begins where its log ends',
  followed_news_for: 'goes with followed_news',
  following_aside: 'goes with followed_news',
  follow_request: 'transient: letters of the last days that let their readers confirm an address',
  letter: 'a copy must not send again what was sent, nor hold what letters let their readers do',
  mail: 'goes with its letters',
  sign_on: 'transient: ways to a provider of single sign-on and back, with what it said of people',
  password_reset: 'transient: letters of the last hour that let their readers choose a password',
  half_session: 'transient: sign-ins of the last minutes whose second step is awaited',
  passkey_answer: 'transient: answers of passkeys in the last minutes',
  sign_in: 'goes with the sessions: when and from where people signed in here',
  known_device: 'goes with the sessions: browsers that signed in here',
  api_allowance: 'transient: requests of the present minute and day',
  webhook_cursor: 'moves by the clock; without it a copy tells no receivers before their owners let it',
  webhook_delivery: 'tells of the last weeks of this installation',
  registration_request: 'transient: what was typed to register until the letter to its address was answered',
  data_request_letter: 'transient: letters of two days that let their readers see what is kept of an address',
  email_change: 'transient: letters of two days that let their readers change an address',
  consultation_comment_draft: 'transient: comments typed in the last weeks and not sent',
  question_draft: 'transient: questions typed in the last weeks and not sent',
  sign_in_failure: 'transient: wrong passwords of the last minutes, with addresses',
};

/** References that the commands alone keep, since checking each row would cost as much as writing it; a restore checks them. */
export const keptByCommands = [
  {
    table: 'catalogue_import_row',
    name: 'catalogue_import_row_import_id',
    definition: 'foreign key (import_id) references catalogue_import (id)',
  },
] as const;

/** Identity columns of tables left out that go on counting after a restore: events name these numbers. */
export const countedOn: readonly string[] = ['session.id', 'mail.id'];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
/** Names as the product’s migrations write them; they become parts of paths and statements. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const partShape = z.strictObject({
  name,
  /** In the order of the members of every line. */
  columns: z.array(name).min(1),
  /** The columns by which the lines are ordered, which no two lines share. */
  key: z.array(name).min(1),
  rows: count,
  bytes: count,
  sha256,
});

const manifestShape = z.strictObject({
  format: z.literal(formatName),
  formatVersion: z.literal(formatVersion),
  /** Names of the migrations that made the schema, in order. */
  migrations: z.array(z.string().regex(/^\d{4}_[a-z0-9_]+$/)).min(1),
  /** The head of the event chain; the only instant of a manifest is that of the last event. */
  lastEvent: z.strictObject({ seq: count, hash: sha256, at: z.iso.datetime({ offset: true }).nullable() }),
  tables: z.array(partShape),
  /** The next number of each counting column, `table.column`. */
  next: z.record(z.string(), z.number().int().positive()),
  files: z.strictObject({
    count,
    bytes: count,
    /** Files the register names whose content was lost or damaged before the export. */
    missing: z.array(sha256),
  }),
});

export type Part = z.output<typeof partShape>;
export type Manifest = z.output<typeof manifestShape>;
export const parseManifest = (value: unknown) => manifestShape.safeParse(value);

export const partPath = (table: string): string => `${tablesFolder}/${table}.jsonl`;
export const filePath = (hash: string): string => `${filesFolder}/${hash.slice(0, 2)}/${hash}`;
export const within = (directory: string, path: string): string => join(directory, ...path.split('/'));

export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
