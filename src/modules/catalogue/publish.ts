import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { PartialDate } from '../../kernel/dates.ts';
import { transition } from '../../kernel/lifecycle.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { indexItems } from '../../platform/search/index.ts';
import type { Services } from '../../platform/services.ts';
import { holdDocument, publishDocumentWithin } from '../documents/index.ts';
import { type Edition, editionLifecycle } from './edition.ts';
import { lockEdition, readEdition } from './edition-store.ts';
import { allEntries } from './entry-store.ts';
import { type GapKind, gapCondition, gapKinds, gapNames } from './gaps.ts';
import { editionHistory, type PastEvent } from './history.ts';
import { authorise } from './policy.ts';
import { searchItemOf } from './search-item.ts';

/** What stands between a draft and its publication. */
export interface Readiness {
  readonly entries: number;
  /** Entries by what they lack, with up to 20 of each to link to. */
  readonly gaps: readonly {
    readonly kind: GapKind;
    readonly count: number;
    readonly first: readonly { readonly id: number; readonly code: string; readonly title: string }[];
  }[];
  readonly confidential: number;
  readonly ready: boolean;
  /** Changes with anything of the entries and of the issuing document that publication makes public. */
  readonly digest: string;
  /** The newest event of the log when this was read. */
  readonly lastEvent: number;
}

/** `entries` and all that is counted leave removed entries out. One statement. */
export async function readiness(db: Querying, editionId: number): Promise<Readiness> {
  const row = await db
    .selectFrom('entry')
    .where('edition_id', '=', editionId)
    .where('removed_at', 'is', null)
    .select((row) => [
      row.fn.countAll<number>().as('entries'),
      sql<number>`count(*) filter (where entry.confidential)`.as('confidential'),
      // a move changes places alone, everything else counts versions up
      sql<string>`md5(coalesce(string_agg(entry.id || ' ' || entry.version || ' ' || entry.ordinal, ',' order by entry.id), '')
        || coalesce((select '/' || document.id || ' ' || document.version from document
          join edition on edition.document_id = document.id where edition.id = ${editionId}), ''))`.as(
        'digest',
      ),
      sql<number>`(select coalesce(max(event.seq), 0) from event)`.as('lastEvent'),
      ...gapKinds.map((kind) =>
        sql<{ count: number; first: { id: number; code: string; title: string }[] | null }>`json_build_object(
          'count', count(*) filter (where ${gapCondition(kind)}),
          'first', (array_agg(json_build_object('id', entry.id, 'code', entry.code, 'title', left(entry.title, 200))
            order by entry.ordinal) filter (where ${gapCondition(kind)}))[1:20])`.as(`gap_${kind}`),
      ),
    ])
    .executeTakeFirstOrThrow();
  const counted: Record<string, unknown> = row;
  const gaps = gapKinds.flatMap((kind) => {
    const gap = counted[`gap_${kind}`] as {
      count: number;
      first: { id: number; code: string; title: string }[] | null;
    };
    return gap.count > 0 ? [{ kind, count: gap.count, first: gap.first ?? [] }] : [];
  });
  return {
    entries: row.entries,
    gaps,
    confidential: row.confidential,
    ready: row.entries > 0 && !gaps.some(({ kind }) => gapNames[kind].blocks),
    digest: row.digest,
    lastEvent: row.lastEvent,
  };
}

/** What a person had before them when they decided to publish, as their form carries it. */
export function checkMark(edition: Edition, { digest, lastEvent }: Readiness): string {
  return `${lastEvent}.${edition.version}.${digest}`;
}

function sameContent(mark: string, other: string): boolean {
  // other people's work elsewhere goes on all the time: the event only tells since when to look for changes
  const content = (text: string) => text.slice(text.indexOf('.'));
  return content(mark) === content(other);
}

/** What happened to the edition after the check, newest first, 30 at most. One statement. */
export async function changesSince(db: Querying, editionId: number, mark: string): Promise<PastEvent[]> {
  const since = /^(\d{1,15})\./.exec(mark)?.[1];
  if (since === undefined) return [];
  return (await editionHistory(db, editionId)).filter(({ seq }) => seq > Number(since));
}

/**
 * Publishes a draft edition with its entries and its document; codes and order never change afterwards. Confidential
 * entries stay unseen. Publishing what is published already changes nothing, so that two clicks count once.
 * `checked` is the `checkMark` of what the person saw: nothing that changed after it is published unseen.
 *
 * Throws Refusal (forbidden, conflict when anything changed since `checked`) or InvalidInput `entries`.
 */
export async function publishEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly checked?: string } = {},
): Promise<Edition> {
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, id);
    authorise(actor, 'publish', id);
    if (edition.state === 'published') return edition;
    // before looking: a correction of the document under way would be published without having been seen
    const document = edition.documentId === null ? null : await holdDocument(tx, edition.documentId);
    const found = await readiness(tx, id);
    const { checked } = input;
    if (checked !== undefined && !sameContent(checked, checkMark(edition, found))) throw changedAfterCheck();
    refuseUnready(found);
    return write(tx, services, actor, { edition, issued: document?.issued ?? null, gaps: found.gaps });
  });
}

async function write(
  tx: Transaction,
  services: Services,
  actor: Actor,
  {
    edition,
    issued,
    gaps,
  }: {
    readonly edition: Edition;
    readonly issued: PartialDate | null;
    readonly gaps: Readiness['gaps'];
  },
): Promise<Edition> {
  const now = services.clock();
  const row = await tx
    .updateTable('edition')
    .set({
      state: transition(editionLifecycle, edition.state, 'publish'),
      published_at: now,
      version: edition.version + 1,
      updated_at: now,
    })
    .where('id', '=', edition.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const published = readEdition(row);
  await tx
    .updateTable('entry')
    .set({ published_at: now })
    .where('edition_id', '=', edition.id)
    .where('removed_at', 'is', null)
    .where('confidential', '=', false)
    .execute();
  const entries = (await allEntries(tx, edition.id)).filter((entry) => entry.publishedAt !== null);
  await indexItems(
    tx,
    entries.map((entry) => searchItemOf(published, entry, issued)),
  );
  await bumpContentVersion(tx);
  // an edition never links to a document that visitors cannot see
  if (edition.documentId !== null) await publishDocumentWithin(tx, actor, edition.documentId, now);
  await appendEvent(tx, {
    name: 'edition.published',
    actor,
    subject: { kind: 'edition', id: edition.id },
    facts: {
      code: edition.code,
      entries: entries.length,
      advice: Object.fromEntries(gaps.map(({ kind, count }) => [kind, count])),
    },
    at: now,
  });
  return published;
}

function changedAfterCheck(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa công bố: danh mục đã thay đổi sau khi bạn mở trang này. Hãy xem những thay đổi bên dưới, kiểm tra lại rồi bấm công bố lần nữa.',
    en: 'Not published: the edition changed after you opened this page. Look at the changes below, check again, then publish once more.',
  });
}

function refuseUnready({ entries, gaps, ready }: Readiness): void {
  if (ready) return;
  if (entries === 0)
    throw new InvalidInput({
      entries: {
        vi: 'Danh mục chưa có mục nào. Hãy thêm hoặc nhập ít nhất một mục trước khi công bố.',
        en: 'The edition has no entries. Add or import at least one before publishing.',
      },
    });
  const missing = gaps.filter(({ kind }) => gapNames[kind].blocks);
  throw new InvalidInput({
    entries: {
      vi: `Chưa công bố được: ${missing.map(({ kind, count }) => `${count} mục ${gapNames[kind].label.vi}`).join('; ')}.`,
      en: `Not ready: ${missing.map(({ kind, count }) => `${count} entries with ${gapNames[kind].label.en}`).join('; ')}.`,
    },
  });
}
