import type { Selectable } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf, parseLocalDate } from '../../kernel/dates.ts';
import { transition } from '../../kernel/lifecycle.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { DB } from '../../platform/database/tables.ts';
import { appendEvent } from '../../platform/events/append.ts';
import {
  type Audience,
  type ConsultationState,
  type ConsultationVerb,
  consultationLifecycle,
  consultationStates,
  phaseOn,
  type Window,
} from './consultation.ts';
import { authoriseConsultation, type Held } from './policy.ts';

export type ConsultationRow = Selectable<DB['consultation']>;

export function stateOf(row: { readonly state: string }): ConsultationState {
  return consultationStates.find((state) => state === row.state) ?? 'draft';
}

export function audienceOf(row: { readonly audience: string }): Audience {
  return row.audience === 'internal' ? 'internal' : 'public';
}

export function windowOf(row: { readonly from_on: string; readonly to_on: string }): Window {
  const read = (date: string): LocalDate => parseLocalDate(date) ?? localDateOf(new Date(date));
  return { from: read(row.from_on), to: read(row.to_on) };
}

export function heldOf(row: { readonly edition_id: number | null; readonly audience: string }): Held {
  return { editionId: row.edition_id, audience: audienceOf(row) };
}

/** Locked, whoever asks. Throws Refusal `not_found`. */
export async function lockRow(tx: Transaction, id: number): Promise<ConsultationRow> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('consultation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row;
}

/** A consultation for an officer to act on. Throws Refusal. */
export async function lockConsultation(
  tx: Transaction,
  actor: Actor,
  id: number,
  verb: ConsultationVerb | 'work',
): Promise<ConsultationRow> {
  const row = await lockRow(tx, id);
  authoriseConsultation(actor, verb, heldOf(row), row.announced_at !== null);
  return row;
}

/** The state the verb leads to. Throws Refusal `wrong_state`. */
export function step(row: { readonly state: string }, verb: ConsultationVerb): ConsultationState {
  return transition(consultationLifecycle, stateOf(row), verb);
}

/** Throws Refusal `wrong_state` outside the window. */
export function refuseUnlessOpen(row: ConsultationRow, at: Date): void {
  const phase = phaseOn({ state: stateOf(row), window: windowOf(row) }, localDateOf(at));
  if (phase === 'open') return;
  throw new Refusal(
    'wrong_state',
    phase === 'coming'
      ? {
          vi: 'Cuộc lấy ý kiến này chưa bắt đầu. Nội dung bạn gõ vẫn còn trong ô.',
          en: 'This consultation has not begun. What you typed is still in the box.',
        }
      : {
          vi: 'Thời gian góp ý đã hết, nên không gửi, sửa hay rút ý kiến được nữa. Nội dung bạn gõ vẫn còn trong ô.',
          en: 'The window for comments has ended: nothing can be sent, changed or withdrawn. What you typed is still in the box.',
        },
  );
}

/** Throws Refusal `conflict` where somebody else saved since the page was opened. */
export function refuseStale(row: { readonly version: number }, version: number): void {
  if (row.version === version) return;
  throw new Refusal('conflict', {
    vi: 'Nội dung này vừa được người khác lưu. Những gì bạn gõ vẫn còn trong ô; hãy xem lại rồi lưu lần nữa.',
    en: 'Somebody else saved this meanwhile. What you typed is still in the box; look again, then save once more.',
  });
}

export async function tell(
  tx: Transaction,
  actor: Actor,
  id: number,
  name: `consultation.${string}`,
  at: Date,
  facts: Readonly<Record<string, string | number>> = {},
  personal: Readonly<Record<string, string>> = {},
): Promise<void> {
  await appendEvent(tx, { name, actor, subject: { kind: 'consultation', id }, facts, personal, at });
}

export function accountOf(actor: Actor): number | null {
  return actor.kind === 'account' ? actor.id : null;
}
