import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { matchOrganisations } from '../../directory/index.ts';
import { contentErrors } from '../content-errors.ts';
import type { Edition } from '../edition.ts';
import { changedFields, unresolved } from '../entry-commands.ts';
import { readForm, type Values, valuesOfContent } from '../entry-form.ts';
import { contentOf, type EntryRecord } from '../entry-store.ts';
import { type CitationContent, type EntryContent, readEntryInput } from '../inputs.ts';
import { type ResolvedContent, resolveContents } from '../resolve.ts';
import { listSectors } from '../sector.ts';
import { applyChange, type Change } from './change.ts';

/** What the change would do to one entry. */
export type Outcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'wrong'; readonly message: Text }
  | {
      readonly kind: 'changed';
      readonly before: Values;
      readonly after: Values;
      readonly content: ResolvedContent;
      readonly fields: readonly string[];
    };

export interface PlannedEntry {
  readonly entry: EntryRecord;
  readonly outcome: Outcome;
}

/** Names of organisations as the directory writes them, so that a code and a name are one. One statement. */
export async function withKnownNames(db: Querying, change: Change): Promise<Change> {
  const { field } = change;
  if (field.kind !== 'rows' || field.cells[0]?.kind !== 'organisation') return change;
  const known = await matchOrganisations(db, change.typed);
  return { ...change, typed: [...new Set(change.typed.map((name) => known.get(name)?.name ?? name))] };
}

/** What an edit of the form's values would do to each entry. Four statements at most, however many entries. */
export async function planEdits(
  db: Querying,
  edition: Edition,
  entries: readonly EntryRecord[],
  edit: (values: Values, entry: EntryRecord) => Values,
  /** Citations known beside those the entry has now, by which typed words mean what they meant before. */
  knownBases: (entry: EntryRecord) => readonly CitationContent[] = () => [],
): Promise<readonly PlannedEntry[]> {
  const sectors = new Set((await listSectors(db)).map(({ code }) => code));
  const read = entries.map((entry) => {
    const content = contentOf(entry);
    const before = valuesOfContent(content);
    const after = edit(before, entry);
    const standing = { ...content, bases: [...knownBases(entry), ...content.bases] };
    return {
      entry,
      before,
      after,
      written: after === before ? content : writtenAs(edition, after, standing),
    };
  });
  const fine = read
    .filter(({ written }) => !('message' in written))
    .map(({ written }) => written as EntryContent);
  const resolved = new Map((await resolveContents(db, fine)).map((content, index) => [fine[index], content]));
  return read.map(({ entry, before, after, written }) => {
    if (after === before) return { entry, outcome: { kind: 'same' } };
    if ('message' in written) return { entry, outcome: { kind: 'wrong', message: written.message } };
    const content = resolved.get(written);
    if (!content) throw new Error('content without its resolution');
    const [error] = Object.values(contentErrors(written, sectors));
    if (error) return { entry, outcome: { kind: 'wrong', message: error } };
    const fields = changedFields(contentOf(entry), unresolved(content));
    if (fields.length === 0) return { entry, outcome: { kind: 'same' } };
    // as it will stand there: dates and citations are typed in more ways than they are written
    const stands = valuesOfContent(unresolved(content));
    return { entry, outcome: { kind: 'changed', before, after: stands, content, fields } };
  });
}

export function planChange(
  db: Querying,
  edition: Edition,
  entries: readonly EntryRecord[],
  change: Change,
): Promise<readonly PlannedEntry[]> {
  return planEdits(db, edition, entries, (values) => applyChange(values, change));
}

function writtenAs(
  edition: Edition,
  values: Values,
  standing: EntryContent,
): EntryContent | { message: Text } {
  const { input, errors } = readForm(edition.kind, values, standing);
  const [message] = Object.values(errors);
  return message ? { message } : readEntryInput(edition.kind, input);
}
