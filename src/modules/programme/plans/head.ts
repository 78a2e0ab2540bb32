import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { authoriseProgramme, onBehalfIn } from '../policy.ts';
import { indexProgramme } from '../public/search-items.ts';
import { type HeadInput, readHead, readLineList, type TypedHead } from './inputs.ts';
import { planCode, proposedMark } from './plan.ts';
import { keepRelations } from './relations.ts';
import { heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from './store.ts';

/**
 * Changes what a draft says of itself; with another mark its items get new codes, which nobody knows yet.
 * Throws InvalidInput by field, Refusal.
 */
export async function changePlan(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedHead & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockPlan(tx, actor, id, 'edit');
    stepPlan(row, 'change');
    refuseStale(row, typed.version);
    const input = readHead(typed);
    // nobody moves a plan to where they may not enter one
    authoriseProgramme(actor, 'edit', { ...input, state: 'draft' });
    const mark = await newMark(tx, row, input);
    const fields = changedFields(row, input);
    await tx
      .updateTable('plan')
      .set({ ...columnsOf(input), mark, code: planCode(mark), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    if (mark !== row.mark) await renumber(tx, id, mark);
    await keepRelations(tx, id, input.relations);
    await appendEvent(tx, {
      ...{ name: 'plan.changed', actor, subject: { kind: 'plan', id }, at },
      facts: { fields, ...onBehalfIn(actor, 'edit', heldOf(row)) },
    });
  });
}

/**
 * Changes what a plan in force says of itself, by a document or to correct what was typed wrongly; number, level and mark stay, since
 * others cite them. Throws InvalidInput by field (`document`: which, or why), Refusal.
 */
export async function amendPlan(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedHead & { readonly version: number; readonly document: string },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockPlan(tx, actor, id, 'edit');
    stepPlan(row, 'amend');
    refuseStale(row, typed.version);
    const { level, organisation_id: organisation, number, issued, mark } = row;
    const input = readHead({
      ...{ ...typed, level, organisation: String(organisation ?? ''), number: number ?? '' },
      ...{ issued: issued ?? '', mark },
    });
    const [document] = readLineList(typed.document);
    if (!document || document.length > 300)
      throw new InvalidInput({
        document: {
          vi: 'Hãy ghi số, ngày văn bản sửa đổi, hoặc vì sao sửa lại (nhiều nhất 300 ký tự).',
          en: 'Give number and date of the amending document, or why it is corrected (300 characters at most).',
        },
      });
    const fields = changedFields(row, input);
    await tx
      .updateTable('plan')
      .set({ ...columnsOf(input), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await indexProgramme(tx, id);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'plan.amended', actor, subject: { kind: 'plan', id }, at },
      facts: { fields, document, ...onBehalfIn(actor, 'edit', heldOf(row)) },
    });
  });
}

function columnsOf(input: HeadInput) {
  return {
    ...{ level: input.level, title: input.title, title_en: input.titleEn, number: input.number },
    ...{ issued: input.issued, issuer: input.issuer, organisation_id: input.organisationId },
    ...{ monitor_id: input.monitorId, from_on: input.from, to_on: input.to, source: input.source },
  };
}

function changedFields(row: PlanRow, input: HeadInput): string[] {
  const next = columnsOf(input);
  return Object.entries(next).flatMap(([column, value]) =>
    row[column as keyof typeof next] === value ? [] : [column],
  );
}

/** The mark its codes will have. Throws InvalidInput `mark`, Refusal `conflict` where another plan has it. */
async function newMark(tx: Transaction, row: PlanRow, input: HeadInput): Promise<string> {
  const mark = (input.mark ?? proposedMark(input.number, input.issued) ?? row.mark).toUpperCase();
  if (mark === row.mark) return mark;
  const taken = await tx.selectFrom('plan').select('id').where('mark', '=', mark).executeTakeFirst();
  if (/^[A-Z0-9.-]{1,40}$/.test(mark) && !taken) return mark;
  throw new InvalidInput({
    mark: taken
      ? { vi: `Ký hiệu ${mark} đã dùng cho kế hoạch khác.`, en: `Another plan has the mark ${mark}.` }
      : {
          vi: 'Ký hiệu chỉ gồm chữ in không dấu, số, dấu chấm và gạch nối, ví dụ 145-2025.',
          en: 'A mark has capitals, digits, points and hyphens alone, such as 145-2025.',
        },
  });
}

/** As `taskCode` and `targetCode` write them. */
async function renumber(tx: Transaction, id: number, mark: string): Promise<void> {
  const number = (least: number) =>
    sql<string>`lpad(position::text, greatest(${least}::int, length(position::text)), '0')`;
  await sql`update task set code = 'NV-' || ${mark} || '-' || ${number(3)} where plan_id = ${id}`.execute(tx);
  await sql`update target set code = 'CT-' || ${mark} || '-' || ${number(2)} where plan_id = ${id}`.execute(
    tx,
  );
}

/** Who may enter a plan of this level. Throws Refusal. */
export function refuseForeignLevel(actor: Actor, input: Pick<HeadInput, 'level' | 'organisationId'>): void {
  const held = heldOf({ level: input.level, state: 'draft', organisation_id: input.organisationId });
  try {
    authoriseProgramme(actor, 'edit', held);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new InvalidInput({
      level: {
        vi: 'Bạn chỉ nhập được kế hoạch của đơn vị mình.',
        en: 'You may enter plans of your own unit alone.',
      },
    });
  }
}
