import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Language } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import {
  type FoundItem,
  indexItems,
  lockSearch,
  removeItems,
  type SearchItem,
} from '../../../platform/search/index.ts';
import { publicQuestionPath } from '../paths.ts';

/** Questions read at once. */
const atOnce = 500;
/** Characters of an answer that lists show. */
const summaryLength = 400;

interface Row {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly answer: string | null;
  readonly language: Language;
  readonly answerLanguage: Language | null;
  readonly answeredOn: string | null;
  readonly illustrative: boolean;
  /** Under which it is public: the entry asked about, or one it lives on in; null where there is none. */
  readonly kind: 'problem' | 'need' | null;
  readonly code: string | null;
}

/**
 * Questions with the entry they are found under. Seen or not: it is one that is in the index, so that what visitors do not find has no
 * questions that they find.
 */
async function readQuestions(db: Querying, which: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select q.id, coalesce(q.shown_title, q.title) as title, coalesce(q.shown_body, q.body) as body, q.answer, q.language,
      q.answer_language as "answerLanguage", (q.answered_at at time zone interval '7 hours')::date::text as "answeredOn",
      q.illustrative, under.kind, under.code
    from question q left join lateral (
      select s.kind, s.code from search_item s
      where q.state = 'answered' and s.kind in ('problem', 'need')
        and (s.ref = q.entry_id or s.ref in (select id from entry_successors(q.entry_id) as next (id)))
      order by s.ref = q.entry_id desc, s.ref limit 1
    ) under on true
    where ${which} order by q.id limit ${atOnce}`.execute(db);
  return rows;
}

const shownShape = z.object({
  code: z.string(),
  language: z.enum(['vi', 'en']),
  answeredOn: z.string(),
});
export type ShownQuestion = z.output<typeof shownShape>;

/** What the index keeps of a question beside its texts. */
export function readShownQuestion({ shown }: FoundItem): ShownQuestion {
  return shownShape.parse(shown);
}

/** Who asked stands in no index. */
function itemOf(row: Row): SearchItem | null {
  const { id, kind, code, title, body, answer, answerLanguage, language, answeredOn, illustrative } = row;
  if (kind === null || code === null || answer === null) return null;
  const summary = answer.replace(/\s+/gu, ' ').slice(0, summaryLength);
  return {
    ...{ kind: 'question', id, code: null, title, illustrative, dated: answeredOn, facets: {}, keywords: [] },
    url: publicQuestionPath(kind === 'problem' ? 'problems' : 'needs', code, id),
    titleEn: language === 'en' ? title : null,
    summary,
    summaryEn: answerLanguage === 'en' ? summary : null,
    body: `${body}\n${answer}`,
    shown: { code, language, answeredOn },
  };
}

async function write(tx: Transaction, rows: readonly Row[]): Promise<void> {
  const items = rows.flatMap((row) => itemOf(row) ?? []);
  const shown = new Set(items.map(({ id }) => id));
  await removeItems(
    tx,
    'question',
    rows.flatMap(({ id }) => (shown.has(id) ? [] : [id])),
  );
  await indexItems(tx, items);
}

/** Makes a question findable as it is public now, or takes it out. Part of the command that changes it. */
export async function indexQuestion(tx: Transaction, id: number): Promise<void> {
  // its entry may be withdrawn at this moment
  await lockSearch(tx);
  await write(tx, await readQuestions(tx, sql`q.id = ${id}`));
}

/** As `indexQuestion` for all about these entries, or about what lives on in them; after these were put into the index or taken out. */
export async function indexQuestionsAbout(tx: Transaction, entryIds: readonly number[]): Promise<void> {
  const ids = sql`${[...entryIds]}::bigint[]`;
  const about = sql`q.state = 'answered' and (q.entry_id = any(${ids}) or (
    q.entry_id in (select from_entry_id from entry_succession where not stays)
    and exists (select 1 from entry_successors(q.entry_id) as next (id) where next.id = any(${ids}))))`;
  for await (const rows of inTurn(tx, about)) await write(tx, rows);
}

/** Every answered question visitors may find, as the search index takes it; after the entries stand in it. */
export async function* questionSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  for await (const rows of inTurn(db, sql`q.state = 'answered'`))
    yield rows.flatMap((row) => itemOf(row) ?? []);
}

async function* inTurn(db: Querying, which: RawBuilder<unknown>): AsyncGenerator<readonly Row[]> {
  for (let after = 0; ; ) {
    const rows = await readQuestions(db, sql`q.id > ${after} and ${which}`);
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}
