import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type Former, formerLeftOpen, type Replaced, replacedBy } from './carry-over/queries.ts';
import { seenBy } from './confidential/seen.ts';
import type { Edition } from './edition.ts';
import { type GapKind, gapKinds, gapNames, gapsOfEntry } from './gaps.ts';
import { editionHistory, type PastEvent } from './history.ts';

/** What stands between a draft and its publication, as one person may know it. */
export interface Readiness {
  readonly entries: number;
  /** Entries by what they lack, with up to 20 of each to link to. */
  readonly gaps: readonly {
    readonly kind: GapKind;
    readonly count: number;
    readonly first: readonly { readonly id: number; readonly code: string; readonly title: string }[];
  }[];
  readonly confidential: number;
  /** Confidential entries that are not for the person's eyes, which are counted in nothing else. */
  readonly withheld: number;
  /** One of those lacks what publication needs. */
  readonly withheldBlocks: boolean;
  /** The issuing document would become public with a file or text that may name confidential entries. */
  readonly exposes: boolean;
  readonly ready: boolean;
  /** The nearest edition before with entries of which nobody has said what became of them; blocks nothing. */
  readonly former: Pick<Former, 'code' | 'open'> | null;
  /** The edition that is no longer in force once this one is published. */
  readonly replaces: Replaced | null;
  /** Changes with anything of the entries, of the issuing document and of outcomes that publication makes public. */
  readonly digest: string;
  /** The newest event of the log when this was read. */
  readonly lastEvent: number;
}

/**
 * `entries` and all that is counted leave removed entries out, and those the actor may not see; what publication depends
 * on is asked of all. Seen or not: the mark changes with every entry and tells of none. One statement.
 */
export async function readiness(db: Querying, actor: Actor, editionId: number): Promise<Readiness> {
  const blocking = gapKinds.filter((kind) => gapNames[kind].blocks);
  // offset: each question is asked of an entry once; the planner would write it out again in every count below
  const entries = db
    .selectFrom('entry')
    .where('edition_id', '=', editionId)
    .where('removed_at', 'is', null)
    .selectAll()
    .select([seenBy(actor).as('seen'), gapsOfEntry.as('gaps')])
    .offset(0);
  const row = await db
    .selectFrom(entries.as('entry'))
    .select([
      sql<number>`count(*) filter (where entry.seen)`.as('entries'),
      sql<number>`count(*) filter (where entry.confidential and entry.seen)`.as('confidential'),
      sql<number>`count(*) filter (where not entry.seen)`.as('withheld'),
      sql<number>`count(*) filter (where not entry.seen and entry.gaps && ${blocking}::text[])`.as(
        'withheldBlocking',
      ),
      // a move changes places alone, everything else counts versions up
      sql<string>`md5(coalesce(string_agg(entry.id || ' ' || entry.version || ' ' || entry.ordinal, ',' order by entry.id), '')
        || coalesce((select '/' || document.id || ' ' || document.version from document
          join edition on edition.document_id = document.id where edition.id = ${editionId}), '')
        || coalesce((select '/' || max(said.id) from entry_outcome said join entry old on old.id = said.entry_id
          where said.public_at is null and old.kind = (select kind from edition where id = ${editionId})), ''))`.as(
        'digest',
      ),
      formerLeftOpen(actor, editionId).as('former'),
      replacedBy(editionId).as('replaces'),
      sql<boolean>`exists (select 1 from document join edition on edition.document_id = document.id
        where edition.id = ${editionId} and document.state = 'draft'
          and (document.file_sha256 is not null or document.body_text <> ''))`.as('opens'),
      // an amendment may change what its edition says of itself, and no entry
      sql<boolean>`exists (select 1 from edition join edition amended on amended.id = edition.amends_id
        where edition.id = ${editionId} and (edition.new_title is not null or edition.contact <> amended.contact))`.as(
        'renames',
      ),
      sql<number>`(select coalesce(max(event.seq), 0) from event)`.as('lastEvent'),
      ...gapKinds.map((kind) =>
        sql<{ count: number; first: { id: number; code: string; title: string }[] | null }>`json_build_object(
          'count', count(*) filter (where ${kind} = any(entry.gaps) and entry.seen),
          'first', (array_agg(json_build_object('id', entry.id, 'code', entry.code, 'title', left(entry.title, 200))
            order by entry.ordinal) filter (where ${kind} = any(entry.gaps) and entry.seen))[1:20])`.as(
          `gap_${kind}`,
        ),
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
  const { confidential, withheld } = row;
  const exposes = confidential + withheld > 0 && row.opens;
  const lacks = row.withheldBlocking > 0 || gaps.some(({ kind }) => gapNames[kind].blocks);
  return {
    ...{ entries: row.entries, confidential, withheld, gaps },
    withheldBlocks: row.withheldBlocking > 0,
    exposes,
    ready: (row.entries + withheld > 0 || row.renames) && !exposes && !lacks,
    former: row.former,
    replaces: row.replaces,
    digest: row.digest,
    lastEvent: row.lastEvent,
  };
}

/** What a person had before them when they decided to publish, as their form carries it. */
export function checkMark(edition: Edition, { digest, lastEvent }: Readiness): string {
  return `${lastEvent}.${edition.version}.${digest}`;
}

/** True where nothing that becomes public differs between two marks. */
export function sameContent(mark: string, other: string): boolean {
  // other people's work elsewhere goes on all the time: the event only tells since when to look for changes
  const content = (text: string) => text.slice(text.indexOf('.'));
  return content(mark) === content(other);
}

/** What happened to the edition after the check, newest first, 30 at most. One statement. */
export async function changesSince(
  db: Querying,
  actor: Actor,
  editionId: number,
  mark: string,
): Promise<PastEvent[]> {
  const since = /^(\d{1,15})\./.exec(mark)?.[1];
  if (since === undefined) return [];
  return (await editionHistory(db, actor, editionId)).filter(({ seq }) => seq > Number(since));
}

export function changedAfterCheck(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa làm được: danh mục đã thay đổi sau khi bạn mở trang này. Hãy xem những thay đổi bên dưới, kiểm tra lại rồi bấm lần nữa.',
    en: 'Not done: the edition changed after you opened this page. Look at the changes below, check again, then press once more.',
  });
}

/** Throws InvalidInput `entries` naming what is missing. */
export function refuseUnready({ entries, withheld, withheldBlocks, gaps, ready, exposes }: Readiness): void {
  if (ready) return;
  if (exposes) throw new InvalidInput({ entries: exposedText });
  if (entries + withheld === 0)
    throw new InvalidInput({
      entries: {
        vi: 'Danh mục chưa có mục nào. Hãy thêm hoặc nhập ít nhất một mục trước khi công bố.',
        en: 'The edition has no entries. Add or import at least one before publishing.',
      },
    });
  const missing = gaps.filter(({ kind }) => gapNames[kind].blocks);
  if (missing.length === 0 && withheldBlocks) throw new InvalidInput({ entries: withheldBlocksText });
  throw new InvalidInput({
    entries: {
      vi: `Chưa đủ điều kiện: ${missing.map(({ kind, count }) => `${count} mục ${gapNames[kind].label.vi}`).join('; ')}.`,
      en: `Not ready: ${missing.map(({ kind, count }) => `${count} entries with ${gapNames[kind].label.en}`).join('; ')}.`,
    },
  });
}

/** Told to those who may see neither the entry nor what it lacks. */
export const withheldBlocksText: Text = {
  vi: 'Chưa đủ điều kiện: một mục không công khai mà tài khoản này không được xem còn thiếu nội dung. Hãy nhờ phụ trách chương trình hoặc lãnh đạo xem mục đó.',
  en: 'Not ready: a confidential entry that this account may not see lacks something. Ask the programme head or the leader to look at it.',
};

/** Why an edition with confidential entries is not handed up with a document that may name them. */
export const exposedText: Text = {
  vi: 'Danh mục có mục không công khai, nhưng văn bản ban hành sẽ công bố cùng danh mục lại có tệp hoặc toàn văn có thể nêu cả những mục đó. Hãy bỏ gắn văn bản, gắn bản đã lược các mục ấy, hoặc bỏ các mục ấy khỏi danh mục.',
  en: 'The edition has confidential entries, and its issuing document, made public with it, has a file or text that may name them. Unlink the document, link one without them, or take those entries out of the edition.',
};
