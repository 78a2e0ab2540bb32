import { sql } from 'kysely';
import { z } from 'zod';
import { editionUrl } from '../../modules/catalogue/index.ts';
import { openPlan, programmePaths, shownTarget, shownTask } from '../../modules/programme/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { mostCandidates } from '../../platform/search/index.ts';
import { operation } from './operation.ts';
import { limitParameter, pageOf, readCursor, writeCursor } from './paging.ts';

export const changeKinds = [
  'edition',
  'problem',
  'need',
  'document',
  'organisation',
  'plan',
  'task',
  'target',
] as const;
export const changeEvents = ['published', 'changed', 'superseded', 'withdrawn'] as const;

export const apiChange = z
  .object({
    cursor: z.string().describe('Ask for what came after it with ?since='),
    at: z.string().describe('Instant, ISO 8601'),
    kind: z.enum(changeKinds),
    code: z
      .string()
      .describe('Code of the edition, entry, organisation, plan, task or target; id of the document'),
    url: z.string(),
    event: z.enum(changeEvents),
    successors: z
      .array(z.string())
      .describe('Codes of the entries in which one that was withdrawn lives on: merged into, split into'),
  })
  .meta({ id: 'Change' });
export type Change = z.output<typeof apiChange>;

const since = z.object({ seq: z.number().int().nonnegative() });

interface ChangeRow {
  readonly seq: number;
  /** Of the event, hexadecimal. */
  readonly hash: string;
  readonly at: Date;
  readonly name: string;
  readonly kind: 'edition' | 'entry' | 'document' | 'organisation' | 'plan' | 'task' | 'target';
  readonly code: string;
  readonly catalogue: 'problems' | 'needs' | null;
  readonly year: number | null;
  readonly successors: readonly string[];
  /** Of an entry. */
  readonly sectors: readonly string[];
}

/** Events that change what visitors read of plans and what stands in them. */
const programmeEvents = [
  ...['plan.put_in_force', 'plan.amended', 'plan.replaced', 'plan.ended', 'plan.withdrawn'],
  ...['task.fact_entered', 'task.fact_corrected', 'task.reported', 'task.confirmed', 'task.returned'],
  ...[
    'task.extension_granted',
    'task.closed',
    'task.reopened',
    'task.amended',
    'task.corrected',
    'task.added',
    'task.taken_out',
    'task.taken_over',
  ],
  ...['task.split', 'task.part_added', 'task.part_changed', 'task.part_removed', 'task.opened'],
  // of the plan as a whole
  ...[
    'task.assigned',
    'task.assignment_undone',
    'plan.handed_over',
    'target.owners_assigned',
    'target.owners_undone',
  ],
  ...['task.became_overdue', 'target.figure_owed'],
  ...['target.planned', 'target.assigned', 'target.measured', 'target.figure_corrected', 'target.closed'],
  ...['target.reopened', 'target.amended', 'target.corrected', 'target.added', 'target.taken_out'],
];

/** The task or target an event is about, while visitors read it. */
const itemOf = sql`
  select task.id, task.code from task join plan on plan.id = task.plan_id
  where task.id = case e.subject_kind when 'task' then e.subject_id::bigint end and plan.published_at <= e.at
    and ${openPlan} and ${shownTask}
  union all
  select target.id, target.code from target join plan on plan.id = target.plan_id
  where target.id = case e.subject_kind when 'target' then e.subject_id::bigint end and plan.published_at <= e.at
    and ${openPlan} and ${shownTarget}`;

/**
 * The public events after one, in order: publications, changes made since to what is public, and withdrawals of
 * editions with all their entries, also those published again. Of a thing that is public no longer nothing else is told.
 * Successors are looked for in the first `shown` rows alone.
 */
async function readChanges(
  db: Querying,
  after: number,
  { shown, counted }: { readonly shown: number; readonly counted: number },
): Promise<readonly ChangeRow[]> {
  const result = await sql<ChangeRow>`
    select found.*, case when found.name = 'entry.taken_out' and found.place <= ${shown} then array(
        select t.code from entry_successors(found.entry_id) as next (id) join entry t on t.id = next.id
        where t.published_at is not null and t.removed_at is null and not t.confidential order by t.code)
      else '{}' end as successors
    from (
    select e.seq, encode(e.hash, 'hex') as hash, e.at, e.name, e.subject_kind as kind, entry.id as entry_id,
      coalesce(edition.code, entry.code, document.id::text, organisation.code, plan.code, item.code) as code,
      coalesce(edition.kind, entry.kind) as catalogue, coalesce(edition.year, edition.period_from) as year,
      coalesce(entry.sectors, '{}') as sectors,
      row_number() over (order by e.seq) as place
    from event e
    left join edition on e.subject_kind = 'edition' and edition.id::text = e.subject_id
      and edition.amends_id is null and edition.state = case e.name when 'edition.withdrawn' then 'withdrawn' when 'edition.superseded' then 'superseded' else 'published' end
    left join entry on e.subject_kind = 'entry' and entry.id::text = e.subject_id and entry.published_at <= e.at
      and (entry.removed_at is null or e.name = 'entry.taken_out') and not entry.confidential
      and exists (select 1 from edition d where d.id = entry.edition_id and d.state in ('published', 'superseded'))
    left join document on e.subject_kind = 'document' and document.id::text = e.subject_id
      and document.state = 'published' and document.published_at <= e.at
    left join organisation on e.subject_kind = 'organisation' and organisation.id::text = e.subject_id
      and organisation.kind <> 'individual'
    left join plan on plan.id = case e.subject_kind when 'plan' then e.subject_id::bigint end and plan.published_at <= e.at
      and case e.name when 'plan.withdrawn' then plan.state = 'withdrawn' else ${openPlan} end
    left join lateral (${itemOf}) item on e.subject_kind in ('task', 'target')
    where e.seq > ${after} and e.subject_kind in ('edition', 'document', 'entry', 'organisation', 'plan', 'task', 'target')
      and e.name in ('edition.published', 'edition.changed', 'edition.withdrawn', 'edition.reopened', 'edition.superseded', 'edition.reinstated', 'edition.amended', 'entry.published', 'entry.changed', 'entry.amended',
        'entry.outcome_published', 'entry.outcome_corrected', 'entry.taken_out', 'document.published',
        'document.changed', 'document.completed', 'organisation.created', 'organisation.changed', 'organisation.ended', ${sql.join(programmeEvents)})
      and (edition.published_at <= e.at or entry.id is not null or document.id is not null or organisation.id is not null
        or plan.id is not null or item.id is not null)
    order by e.seq limit ${counted}
    ) found order by found.seq
  `.execute(db);
  return result.rows;
}

const toldAsPublished: readonly string[] = [
  ...['edition.reinstated', 'edition.reopened', 'organisation.created', 'plan.put_in_force', 'task.added'],
  ...['task.taken_over', 'task.opened', 'target.added'],
];

function eventOf(name: string): Change['event'] {
  if (['edition.withdrawn', 'entry.taken_out', 'plan.withdrawn'].includes(name)) return 'withdrawn';
  if (name === 'edition.superseded' || name === 'plan.replaced') return 'superseded';
  return name.endsWith('.published') || toldAsPublished.includes(name) ? 'published' : 'changed';
}

function changeOf(row: ChangeRow): Change {
  const kind = row.kind === 'entry' ? (row.catalogue === 'needs' ? 'need' : 'problem') : row.kind;
  return {
    cursor: writeCursor({ seq: row.seq }),
    at: row.at.toISOString(),
    kind,
    code: row.code,
    url: urlOf(row),
    event: eventOf(row.name),
    successors: [...row.successors],
  };
}

function urlOf({ kind, code, catalogue, year }: ChangeRow): string {
  if (kind === 'document') return `/van-ban/${code}`;
  if (kind === 'plan' || kind === 'task' || kind === 'target') return programmePaths[kind](code);
  // organisations have no page of their own
  if (kind === 'organisation') return `/api/v1/organisations/${code}`;
  if (kind === 'entry') return `/${catalogue === 'needs' ? 'nhu-cau' : 'bai-toan'}/${code}`;
  return editionUrl({ kind: catalogue ?? 'problems', year, period: null });
}

/** A change with its place in the event log and the sectors of the entry it is of. */
export interface PlacedChange {
  readonly seq: number;
  /** Of the event, hexadecimal: made of it and of all before it. */
  readonly hash: string;
  readonly sectors: readonly string[];
  readonly change: Change;
}

/** The next changes after a place in the event log, as programs get them. One statement. */
export async function changesAfter(db: Querying, seq: number, limit: number): Promise<PlacedChange[]> {
  const rows = await readChanges(db, seq, { shown: limit, counted: limit });
  return rows.map((row) => ({ seq: row.seq, hash: row.hash, sectors: row.sectors, change: changeOf(row) }));
}

export const changesOperation = operation({
  name: 'api.changes',
  path: '/api/v1/changes',
  summary: { vi: 'Những gì đổi sau một thời điểm, theo thứ tự', en: 'What changed since, in order' },
  query: z.object({
    since: z
      .string()
      .max(400)
      .optional()
      .describe('The “cursor” of the last change known; from the beginning without'),
    cursor: z.string().max(400).optional().describe('The “next” of an earlier answer; the same as since'),
    limit: limitParameter,
  }),
  answer: pageOf(apiChange),
  example: '/api/v1/changes?limit=5',
  async read(call, query) {
    const after = query.cursor ? readCursor(query.cursor, since) : readCursor(query.since, since, 'since');
    // one more than can be counted tells whether the count is whole
    const rows = await readChanges(call.services.db, after?.seq ?? 0, {
      shown: query.limit,
      counted: mostCandidates + 1,
    });
    const items = rows.slice(0, query.limit).map(changeOf);
    return {
      items,
      total: Math.min(rows.length, mostCandidates),
      totalIsExact: rows.length <= mostCandidates,
      next: rows.length > query.limit ? (items.at(-1)?.cursor ?? null) : null,
    };
  },
});
