import { randomUUID } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, onlyFor, type Route } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import type { FieldErrors } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { formFailure, readId } from '../../directory/index.ts';
import type { PlanRow } from '../plans/store.ts';
import { programmeEditors } from '../policy.ts';
import { assignmentTexts } from './texts.ts';
import { openPlan } from './work-frame.tsx';

/** Why the page for choosing came back. */
export interface Failed {
  readonly errors: FieldErrors;
  readonly status: number;
}

/** How tasks or targets of a plan are given: chosen, looked at, done, and undone. */
export interface Giving<Input> {
  /** What was posted. Throws InvalidInput. */
  readonly read: (form: FormFields) => Input;
  readonly choose: (call: Call, plan: PlanRow, form: FormFields, failed: Failed | null) => Promise<Response>;
  /** The preview; `refused`: why it is shown once more. Throws InvalidInput. */
  readonly look: (
    call: Call,
    of: {
      readonly plan: PlanRow;
      readonly form: FormFields;
      readonly input: Input;
      readonly refused: string | undefined;
    },
  ) => Promise<Response>;
  /** Null where nothing changed. */
  readonly give: (
    call: Call,
    planId: number,
    input: Input & { readonly stand: string; readonly key: string },
  ) => Promise<{ readonly id: number; readonly given: number } | null>;
  readonly undo: (services: Services, actor: Actor, planId: number, id: number) => Promise<void>;
  readonly paths: {
    readonly choose: (planId: number) => string;
    readonly made: (planId: number, id: number) => string;
  };
  readonly texts: (language: Language) => {
    readonly nothingDone: string;
    readonly done: (count: string) => string;
  };
}

/** The posts of it, below one address; `noun` names their routes. */
export function givingPosts<Input>(
  noun: 'task' | 'target',
  address: string,
  giving: Giving<Input>,
): readonly Route[] {
  const editors = onlyFor(...programmeEditors);
  return [
    action(`${noun}.preview_assignment`, address, editors, async (call) => {
      const form = await call.form();
      return preview(call, giving, await openPlan(call, readId(call, 'id'), 'edit'), form);
    }),
    action(`${noun}.assign_now`, `${address}/thuc-hien`, editors, (call) => give(call, giving)),
    action(`${noun}.undo_assignment`, `${address}/:assignment/hoan-tac`, editors, async (call) => {
      await call.form();
      const [id, made] = [readId(call, 'id'), readId(call, 'assignment')];
      await giving.undo(call.services, call.actor, id, made);
      return seeOther(call, giving.paths.made(id, made), assignmentTexts(call.language).undoDone);
    }),
  ];
}

/** Shows what would change; a form that cannot be understood comes back with what was typed. */
async function preview<Input>(
  call: Call,
  giving: Giving<Input>,
  plan: PlanRow,
  form: FormFields,
  refused?: string,
): Promise<Response> {
  try {
    return await giving.look(call, { plan, form, input: giving.read(form), refused });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return giving.choose(call, plan, form, formFailure(error, call.language));
  }
}

async function give<Input>(call: Call, giving: Giving<Input>): Promise<Response> {
  const form = await call.form();
  const { language } = call;
  const plan = await openPlan(call, readId(call, 'id'), 'edit');
  const t = giving.texts(language);
  try {
    const key = form.get('khoa').slice(0, 60) || randomUUID();
    const made = await giving.give(call, plan.id, { ...giving.read(form), stand: form.get('moc'), key });
    if (made === null) return seeOther(call, giving.paths.choose(plan.id), t.nothingDone);
    const count = formatNumber(language, made.given, 0);
    return seeOther(call, giving.paths.made(plan.id, made.id), t.done(count));
  } catch (error) {
    if (error instanceof InvalidInput) return giving.choose(call, plan, form, formFailure(error, language));
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return preview(call, giving, plan, form, error.text[language]);
  }
}

/** The frame of pages of a plan's assignments. */
export const assigningFrame = (plan: PlanRow) =>
  ({ active: 'desk', wide: true, illustrative: plan.illustrative }) as const;
