import type { Actor } from '../../kernel/actor.ts';
import { TITLE_CHARACTERS_MOST } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { vnNorm } from '../../platform/search/index.ts';
import { communes } from '../directory/index.ts';
import type { Edition } from './edition.ts';
import { changedFields, unresolved } from './entry-commands.ts';
import { allEntries, contentOf, type EntryRecord } from './entry-store.ts';
import { inputOfRow } from './import-content.ts';
import { corrected } from './import-corrections.ts';
import type { ImportRecord, ReviewedRow } from './import-store.ts';
import { type EntryContent, type EntryInput, readEntryInput } from './inputs.ts';
import { type ResolvedContent, resolveContents } from './resolve.ts';
import { listSectors } from './sector.ts';

/** What confirming would do with one row. */
export type RowOutcome =
  | { readonly kind: 'skipped' | 'untitled' | 'too_long' }
  | { readonly kind: 'new'; readonly content: ResolvedContent }
  | { readonly kind: 'unchanged'; readonly entry: EntryRecord }
  | {
      readonly kind: 'changed';
      readonly entry: EntryRecord;
      /** The entry as it would be. */
      readonly content: ResolvedContent;
      readonly fields: readonly string[];
    };

export interface PlannedRow {
  readonly row: ReviewedRow;
  /** What the annex says, kept with the entry so that the next import can tell what the annex changed. */
  readonly input: EntryInput;
  readonly outcome: RowOutcome;
}

export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<RowOutcome['kind'], number>>;
}

/**
 * What confirming would do: new rows are added, rows the annex changed are updated in just those fields, rows already
 * there are left alone, so that the same annex twice makes no doubles and overwrites nobody's work. Five statements.
 */
export async function planImport(
  db: Querying,
  actor: Actor,
  record: ImportRecord,
  edition: Edition | null,
  rows: readonly ReviewedRow[],
): Promise<Plan> {
  const words = { sectors: await listSectors(db), communes: await communes(db) };
  const entries = edition ? await allEntries(db, actor, edition.id) : [];
  const read = rows.map((row) => {
    const input = inputOfRow(record.kind, corrected(row), record.columns, words);
    return { row, input, content: readEntryInput(record.kind, input) };
  });
  const resolved = await resolveContents(
    db,
    read.map(({ content }) => content),
  );
  const matches = matchRows(
    read.map(({ row, content }) => (row.skip ? null : content)),
    entries,
  );
  const planned = read.map(({ row, input, content: written }, index): PlannedRow => {
    const content = resolved[index];
    if (!content) throw new Error('a row without its content');
    return { row, input, outcome: outcomeOf(row, { written, content }, matches[index] ?? null) };
  });
  const counts = { skipped: 0, untitled: 0, too_long: 0, new: 0, unchanged: 0, changed: 0 };
  for (const { outcome } of planned) counts[outcome.kind] += 1;
  return { rows: planned, counts };
}

interface RowContent {
  /** Names as the annex writes them. */
  readonly written: EntryContent;
  readonly content: ResolvedContent;
}

function outcomeOf(row: ReviewedRow, both: RowContent, entry: EntryRecord | null): RowOutcome {
  const { content } = both;
  if (row.skip) return { kind: 'skipped' };
  if (!content.title) return { kind: 'untitled' };
  if (content.title.length > TITLE_CHARACTERS_MOST) return { kind: 'too_long' };
  if (!entry) return { kind: 'new', content };
  const fields = fieldsToChange(entry, both);
  if (fields.length === 0) return { kind: 'unchanged', entry };
  return { kind: 'changed', entry, fields, content: take(entry, content, fields) };
}

/** What the annex changed since it was last imported; for an entry typed by hand, what the annex says and it does not. */
function fieldsToChange(entry: EntryRecord, { written, content }: RowContent): string[] {
  const current = contentOf(entry);
  const next = unresolved(content);
  const differing = changedFields(current, next);
  if (entry.imported !== null) {
    const changed = changedFields(readEntryInput(entry.kind, entry.imported), written);
    return differing.filter((field) => changed.includes(field));
  }
  const blank = readEntryInput(entry.kind, { title: '' });
  const said = changedFields(blank, next);
  return differing.filter((field) => said.includes(field));
}

/** The entry's content with these fields of the annex. */
function take(entry: EntryRecord, content: ResolvedContent, fields: readonly string[]): ResolvedContent {
  const current = contentOf(entry);
  const standing = { ...current, organisations: entry.organisations, places: entry.places };
  const roles = fields.flatMap((field) => (field.startsWith('organisation.') ? [field.slice(13)] : []));
  const organisations = [
    ...entry.organisations.filter(({ role }) => !roles.includes(role)),
    ...content.organisations.filter(({ role }) => roles.includes(role)),
  ];
  const chosen = (from: object) =>
    Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
  const common = { ...standing, ...chosen(content), organisations };
  if (common.kind === 'problems' && content.kind === 'problems')
    return { ...common, kind: 'problems', detail: { ...common.detail, ...chosen(content.detail) } };
  if (common.kind === 'needs' && content.kind === 'needs')
    return { ...common, kind: 'needs', detail: { ...common.detail, ...chosen(content.detail) } };
  throw new Error('an import of another kind than its edition');
}

/** By which rows and entries are told to be the same. */
interface NumberedTitle {
  readonly tt: string | null;
  readonly title: string;
}

/**
 * For each row the entry it means: same number and title first, then the title alone, then the number where the title
 * was only reworded. The number by itself means nothing: every annex begins at 1 again.
 */
export function matchRows<Known extends NumberedTitle>(
  contents: readonly (NumberedTitle | null)[],
  entries: readonly Known[],
): (Known | null)[] {
  const found: (Known | null)[] = contents.map(() => null);
  const left = new Set(entries);
  const passes: ((one: NumberedTitle) => string | null)[] = [
    ({ tt, title }) => `${tt ?? ''}|${vnNorm(title)}`,
    ({ title }) => vnNorm(title),
    ({ tt }) => tt,
  ];
  for (const [pass, keyOf] of passes.entries()) {
    const byNumber = pass === passes.length - 1;
    const byKey = new Map<string, Known[]>();
    for (const entry of left) {
      const key = keyOf(entry);
      if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), entry]);
    }
    contents.forEach((content, index) => {
      if (!content?.title || found[index]) return;
      const known = byKey.get(keyOf(content) ?? '') ?? [];
      const at = known.findIndex((entry) => !byNumber || isReworded(entry.title, content.title));
      const [entry] = at < 0 ? [] : known.splice(at, 1);
      if (!entry) return;
      found[index] = entry;
      left.delete(entry);
    });
  }
  return found;
}

/** True where the shorter of two titles shares at least half of its words with the other. */
function isReworded(one: string, other: string): boolean {
  const [few = [], many = []] = [one, other]
    .map((title) => [...new Set(vnNorm(title).match(/[a-z0-9]+/g) ?? [])])
    .sort((a, b) => a.length - b.length);
  const shared = few.filter((word) => many.includes(word)).length;
  return shared > 0 && shared * 2 >= few.length;
}
