import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type PastEvent, toldAtFirst } from '../catalogue/index.ts';
import { partSeenBy } from './policy.ts';
import { consultationSentence } from './sentences.ts';

interface Told {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly facts: unknown;
  readonly who: string | null;
  readonly remark: string | null;
}

/** Told by the log alone. */
const untold = [
  ...['consultation.viewed', 'consultation.commented', 'consultation.comment_changed'],
  'consultation.comment_withdrawn',
];

/** Why a comment is hidden, at the event that hid it last, for those who may read the comment. */
function reasonFor(actor: Actor): RawBuilder<string | null> {
  return sql<string | null>`(select comment.hidden_reason from consultation_comment comment
    left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
    where event.name = 'consultation.comment_hidden' and comment.id = (event.facts->>'comment')::bigint
      and comment.state = 'sent' and (comment.part is null or ${partSeenBy(actor)})
      and not exists (select 1 from event later where later.subject_kind = event.subject_kind
        and later.subject_id = event.subject_id and later.seq > event.seq
        and later.name in ('consultation.comment_hidden', 'consultation.comment_shown', 'consultation.comment_changed')
        and later.facts->>'comment' = event.facts->>'comment'))`;
}

async function told(db: Querying, actor: Actor, id: number, more: RawBuilder<boolean>): Promise<PastEvent[]> {
  const { rows } = await sql<Told>`select event.seq, event.at, event.name, event.facts, account.name as who,
      coalesce(${reasonFor(actor)}, said.value) as remark
    from event left join account on account.id = event.actor_account
      left join event_personal said on said.event_seq = event.seq and said.field = 'reason'
    where event.subject_kind = 'consultation' and event.subject_id = ${String(id)}
      and event.name <> all(${untold}::text[]) and ${more}
    order by event.seq desc limit ${toldAtFirst}`.execute(db);
  return rows.map(({ facts, ...event }) => ({
    ...{ ...event, onBehalfOf: null },
    sentence: consultationSentence(event.name, facts) ?? { vi: event.name, en: event.name },
  }));
}

/** What happened to a consultation, the latest first; comments and looks are told by the log alone. One statement. */
export function consultationHistory(db: Querying, actor: Actor, id: number): Promise<PastEvent[]> {
  return told(db, actor, id, sql<boolean>`true`);
}

/** What officers did with one of its comments, which the actor may read. One statement. */
export function commentHistory(
  db: Querying,
  actor: Actor,
  id: number,
  comment: number,
): Promise<PastEvent[]> {
  return told(db, actor, id, sql<boolean>`event.facts->>'comment' = ${String(comment)}`);
}
