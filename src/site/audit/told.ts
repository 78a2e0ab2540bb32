import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import {
  aboutWithheld,
  batchWork,
  withheldEntry,
  withheldEvent,
  work,
} from '../../modules/catalogue/index.ts';
import { consultationWork } from '../../modules/consultation/index.ts';
import { directoryPaths } from '../../modules/directory/index.ts';
import { documentName, documentWork, kindNames } from '../../modules/documents/index.ts';
import { communePaths, programmeWork } from '../../modules/programme/index.ts';
import type { DocumentKind } from '../../office/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { auditPaths } from './paths.ts';
import { sentenceOf } from './sentences.ts';

/** What an event was about, as far as it can still be named. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  /** Its code, number or name; null for what has none or is no more. */
  readonly label: Text | null;
  /** What people wrote as its title, in Vietnamese. */
  readonly title: string | null;
  /** Its page, without the language prefix; null where there is none. */
  readonly path: string | null;
}

/** An event as people read it. */
export interface ToldEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly sentence: Text;
  /** What was said with a step of an approval. */
  readonly remark: string | null;
  /** What everybody was told of a withdrawal or of its end, as long as it stands. */
  readonly publicReason: Text | null;
  readonly actor: {
    readonly kind: 'account' | 'system' | 'visitor';
    readonly id: number | null;
    readonly name: string | null;
    /** Whose deputy the person was in this. */
    readonly onBehalfOf: string | null;
  };
  readonly thing: Thing;
  /** About an entry that is not for the eyes of who asks: nothing more is told of it than that. */
  readonly withheld: boolean;
}

const row = z.object({
  seq: z.number(),
  at: z.date(),
  name: z.string(),
  facts: z.unknown(),
  actor_kind: z.enum(['account', 'system', 'visitor']),
  actor_account: z.number().nullable(),
  actor_name: z.string().nullable(),
  subject_kind: z.string(),
  subject_id: z.string(),
  file_name: z.string().nullable(),
  scope_name: z.string().nullable(),
  deputy_name: z.string().nullable(),
  principal_name: z.string().nullable(),
  remark: z.string().nullable(),
  reason: z.object({ vi: z.string(), en: z.string().nullable() }).nullable(),
  withheld: z.boolean(),
  thing: z
    .object({
      code: z.string().nullish(),
      title: z.string().nullish(),
      editionId: z.number().nullish(),
      removed: z.boolean().nullish(),
      kind: z.string().nullish(),
      number: z.string().nullish(),
      symbol: z.string().nullish(),
    })
    .nullable(),
});
type Row = z.output<typeof row>;

/** A number within the facts, or null: the log outlives the rules by which facts were written. */
const numbered = (fact: string) =>
  sql`case when jsonb_typeof(event.facts -> ${sql.lit(fact)}) = 'number' then (event.facts ->> ${sql.lit(fact)})::bigint end`;

/** The events `chosen` selects from the table, told: newest first, in one statement. */
export async function toldEvents(
  db: Querying,
  actor: Actor,
  chosen: RawBuilder<unknown>,
): Promise<ToldEvent[]> {
  const { rows } = await sql`
    select event.seq, event.at, event.name, event.facts, event.actor_kind, event.actor_account, event.subject_kind,
      event.subject_id, actor.name as actor_name, attached.file_name, scope.name as scope_name,
      deputy.name as deputy_name, principal.name as principal_name, step.remark,
      ${aboutWithheld(actor)} as withheld,
      case event.name
        when 'edition.withdrawn' then (select jsonb_build_object('vi', withdrawal_note, 'en', withdrawal_note_en)
          from edition where id = own.id and withdrawn_at = event.at)
        when 'edition.reopened' then (select jsonb_build_object('vi', reopening_note, 'en', reopening_note_en)
          from edition where id = own.id and reopened_at = event.at)
      end as reason,
      case event.subject_kind
        when 'edition' then (select jsonb_build_object('code', code, 'title', title) from edition where id = own.id)
        when 'entry' then (select jsonb_build_object('code', code, 'title', title, 'editionId', edition_id,
          'removed', removed_at is not null) from entry where id = own.id)
        when 'question' then (select jsonb_build_object('code', about.code, 'title', question.title)
          from question join entry about on about.id = question.entry_id where question.id = own.id and not about.confidential)
        when 'consultation' then (select jsonb_build_object('code', id::text, 'title', title) from consultation where id = own.id)
        when 'plan' then (select jsonb_build_object('code', code, 'title', title) from plan where id = own.id)
        when 'task' then (select jsonb_build_object('code', code, 'title', name) from task where id = own.id)
        when 'target' then (select jsonb_build_object('code', code, 'title', name) from target where id = own.id)
        when 'difficulty' then (select jsonb_build_object('code', code, 'title', title) from difficulty
          where id = own.id and sent_at is not null)
        when 'urging_letter' then (select jsonb_build_object('code', coalesce(l.number, l.id::text),
          'title', o.name) from urging_letter l join organisation o on o.id = l.organisation_id where l.id = own.id)
        when 'directive' then (select jsonb_build_object('code', code, 'title', left(body, 160)) from directive where id = own.id)
        when 'document' then (select jsonb_build_object('kind', kind, 'number', number, 'symbol', symbol,
          'title', title) from document where id = own.id)
        when 'account' then (select jsonb_build_object('code', name, 'title', email) from account where id = own.id)
        when 'organisation' then
          (select jsonb_build_object('code', code, 'title', name) from organisation where id = own.id)
        when 'import' then (select jsonb_build_object('code', file_name) from catalogue_import where id = own.id)
        when 'plan_import' then (select jsonb_build_object('code', coalesce(nullif(file_name, ''), head->>'title')) from plan_import where id = own.id)
        when 'workbook' then (select jsonb_build_object('code', file_name) from unit_workbook where id = own.id)
        when 'batch' then (select jsonb_build_object('number', batch.id::text) from batch where id = own.id)
        when 'api_key' then (select jsonb_build_object('code', name) from api_key where id = own.id)
        when 'webhook' then (select jsonb_build_object('code', name) from webhook where id = own.id)
        when 'registration' then (select jsonb_build_object('code', coalesce(r.name, a.name))
          from registration r join account a on a.id = r.account_id where r.id = own.id)
        when 'commune_layout' then (select jsonb_build_object('number', layout.id::text) from commune_layout layout where id = own.id)
        when 'sector' then
          (select jsonb_build_object('code', code, 'title', name) from sector where code = event.subject_id)
      end as thing
    from (${chosen}) as event
    cross join lateral
      (select case when event.subject_id ~ '^[0-9]{1,15}$' then event.subject_id::bigint end as id) as own
    left join account as actor on actor.id = event.actor_account
    left join entry_attachment as attached on attached.id = ${numbered('attachmentId')}
    left join organisation as scope on scope.id = ${numbered('scopeId')}
    left join account as deputy on deputy.id = coalesce(${numbered('deputy')}, ${numbered('member')})
    left join account as principal on principal.id = ${numbered('onBehalfOf')}
    left join edition_step as step on step.id = ${numbered('step')}
    order by event.seq desc`.execute(db);
  return rows.map((found) => tell(row.parse(found)));
}

function tell(found: Row): ToldEvent {
  const { seq, at, name, remark, withheld } = found;
  const actor = {
    kind: found.actor_kind,
    id: found.actor_account,
    name: found.actor_name,
    onBehalfOf: found.principal_name,
  };
  const beside = {
    fileName: found.file_name,
    scopeName: found.scope_name,
    deputyName: found.deputy_name,
  };
  return {
    seq,
    at,
    name,
    remark,
    publicReason: found.reason && { vi: found.reason.vi, en: found.reason.en ?? found.reason.vi },
    actor,
    withheld,
    sentence: withheld ? withheldEvent : sentenceOf(name, found.facts, beside),
    thing: withheld
      ? { kind: found.subject_kind, id: found.subject_id, label: withheldEntry, title: null, path: null }
      : thingOf(found),
  };
}

function thingOf({ subject_kind: kind, subject_id: id, thing, facts }: Row): Thing {
  const code = thing?.code ?? codeOnce(facts);
  return {
    ...{ kind, id },
    label:
      kind === 'batch'
        ? batchLabel(id)
        : kind === 'document' && thing
          ? documentLabel(thing)
          : code
            ? { vi: code, en: code }
            : null,
    title: thing?.title ?? null,
    path: thing ? pathOf(kind, id, thing) : kind === 'event' ? auditPaths.event(Number(id)) : null,
  };
}

/** The code or number a thing had when the event happened: all that is left of what is gone. */
function codeOnce(facts: unknown): string | null {
  const known = z.object({ code: z.string().nullish(), number: z.string().nullish() }).safeParse(facts);
  return known.success ? (known.data.code ?? known.data.number ?? null) : null;
}

function batchLabel(id: string): Text {
  return { vi: `Lượt nhập số ${id}`, en: `Batch ${id}` };
}

function documentLabel({ kind, number, symbol, title }: NonNullable<Row['thing']>): Text {
  const known = Object.keys(kindNames).find((one): one is DocumentKind => one === kind) ?? 'other';
  const citing = { kind: known, number: number ?? null, symbol: symbol ?? null, title: title ?? null };
  return { vi: documentName('vi', citing), en: documentName('en', citing) };
}

function pathOf(kind: string, id: string, thing: NonNullable<Row['thing']>): string | null {
  const own = Number(id);
  switch (kind) {
    case 'edition':
      return work.edition(own);
    case 'entry':
      if (!thing.editionId) return null;
      return thing.removed ? work.removedEntries(thing.editionId) : work.entry(thing.editionId, own);
    case 'question':
      return work.question(own);
    case 'consultation':
      return consultationWork.one(own);
    case 'plan':
      return programmeWork.plan(own);
    case 'task':
      return programmeWork.task(own);
    case 'target':
      return programmeWork.target(own);
    case 'difficulty':
      return programmeWork.difficulty(own);
    case 'commune_layout':
      return communePaths.layout;
    case 'urging_letter':
      return programmeWork.urgingLetter(own);
    case 'directive':
      return programmeWork.directive(own);
    case 'import':
      return work.import(own);
    case 'plan_import':
      return programmeWork.planImport(own);
    case 'workbook':
      return programmeWork.workbook(own);
    case 'batch':
      return batchWork.batch(own);
    case 'document':
      return documentWork.document(own);
    case 'account':
      return directoryPaths.account(own);
    case 'organisation':
      return thing.code ? directoryPaths.organisation(thing.code) : null;
    default:
      return null;
  }
}
