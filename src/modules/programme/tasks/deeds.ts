import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { acknowledgeTask, insistOnTask, refuseTask } from './answering.ts';
import { closeTask, confirmTask, reopenTask, returnTask } from './checking.ts';
import { askExtension, decideExtension, withdrawExtension } from './extensions.ts';
import { addSubtask, changeSubtask, removeSubtask } from './subtasks.ts';
import { taskTexts } from './texts.ts';

/** Every field of the forms on the page of a task: several forms stand there, so no two share a name. */
export const deedFields = [
  ...['refuseWords', 'insistWords', 'extendDay', 'extendReason', 'confirmOn', 'returnWords'],
  ...['verdict', 'grantedDay', 'decisionNumber', 'decisionDate', 'decisionWords'],
  ...['closeHow', 'closeParts', 'closeOn', 'closeDocument', 'closeWords', 'reopenWords'],
  ...['partName', 'partProduct', 'partDue', 'partAgency'],
] as const;

/** What was typed in the form that came back. */
export type TypedDeed = Readonly<Record<string, string>>;

export function typedIn(form: FormFields): TypedDeed {
  return Object.fromEntries(deedFields.map((name) => [name, form.get(name)]));
}

interface Deed {
  /** Fields of the form by those the command names. */
  readonly fields: Readonly<Record<string, (typeof deedFields)[number]>>;
  /** Does it; what the person is told afterwards. */
  readonly run: (call: Call, id: number, form: FormFields) => Promise<string>;
}

const versionIn = (form: FormFields): number => numberIn(form, 'version') ?? 0;

export function numberIn(form: FormFields, name: string): number | null {
  const typed = form.get(name);
  return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
}

const texts = (call: Call) => taskTexts(call.language);

/** Of those who lead the task, or divide it, or follow the plan. */
const leading: Readonly<Record<string, Deed>> = {
  'tiep-nhan': {
    fields: {},
    run: async (call, id, form) => {
      const typed = { organisationId: numberIn(form, 'organisation'), version: versionIn(form) };
      await acknowledgeTask(call.services, call.actor, id, typed);
      return texts(call).acknowledged;
    },
  },
  'tu-choi': {
    fields: { words: 'refuseWords' },
    run: async (call, id, form) => {
      await refuseTask(call.services, call.actor, id, answerIn(form, 'refuseWords'));
      return texts(call).refused;
    },
  },
  'yeu-cau': {
    fields: { words: 'insistWords' },
    run: async (call, id, form) => {
      await insistOnTask(call.services, call.actor, id, answerIn(form, 'insistWords'));
      return texts(call).insistDone;
    },
  },
  'de-nghi': {
    fields: { asked: 'extendDay', reason: 'extendReason' },
    run: async (call, id, form) => {
      await askExtension(call.services, call.actor, id, {
        ...{ organisationId: numberIn(form, 'organisation'), version: versionIn(form) },
        ...{ asked: form.get('extendDay'), reason: form.get('extendReason') },
      });
      return texts(call).extendDone;
    },
  },
  'rut-de-nghi': {
    fields: {},
    run: async (call, id, form) => {
      await withdrawExtension(call.services, call.actor, id, { version: versionIn(form) });
      return texts(call).withdrawDone;
    },
  },
  'them-nho': {
    fields: { name: 'partName', product: 'partProduct', due: 'partDue', organisationId: 'partAgency' },
    run: async (call, id, form) => {
      await addSubtask(call.services, call.actor, id, {
        ...partIn(form),
        organisationId: numberIn(form, 'partAgency'),
      });
      return texts(call).partAdded;
    },
  },
  'sua-nho': {
    fields: { name: 'partName', product: 'partProduct', due: 'partDue' },
    run: async (call, id, form) => {
      await changeSubtask(call.services, call.actor, id, partIn(form));
      return texts(call).partChanged;
    },
  },
  'bo-nho': {
    fields: {},
    run: async (call, id, form) => {
      await removeSubtask(call.services, call.actor, id, { version: versionIn(form) });
      return texts(call).partRemoved;
    },
  },
};

/** Of those who decide. */
const deciding: Readonly<Record<string, Deed>> = {
  'xac-nhan': {
    fields: { on: 'confirmOn' },
    run: async (call, id, form) => {
      const typed = { on: form.get('confirmOn'), version: versionIn(form) };
      await confirmTask(call.services, call.actor, id, typed);
      return texts(call).confirmDone;
    },
  },
  'tra-lai': {
    fields: { words: 'returnWords' },
    run: async (call, id, form) => {
      await returnTask(call.services, call.actor, id, answerIn(form, 'returnWords'));
      return texts(call).giveBackDone;
    },
  },
  'gia-han': {
    fields: {
      ...{ verdict: 'verdict', granted: 'grantedDay', documentNumber: 'decisionNumber' },
      ...{ documentDate: 'decisionDate', words: 'decisionWords' },
    },
    run: async (call, id, form) => {
      await decideExtension(call.services, call.actor, id, {
        ...{
          verdict: form.get('verdict'),
          granted: form.get('grantedDay'),
          words: form.get('decisionWords'),
        },
        ...{ documentNumber: form.get('decisionNumber'), documentDate: form.get('decisionDate') },
        version: versionIn(form),
      });
      return texts(call).decided;
    },
  },
  dong: {
    fields: {
      ...{ how: 'closeHow', parts: 'closeParts', on: 'closeOn' },
      ...{ document: 'closeDocument', words: 'closeWords' },
    },
    run: async (call, id, form) => {
      await closeTask(call.services, call.actor, id, {
        ...{ how: form.get('closeHow'), on: form.get('closeOn'), document: form.get('closeDocument') },
        ...{ parts: form.get('closeParts'), words: form.get('closeWords'), version: versionIn(form) },
      });
      return texts(call).closeDone;
    },
  },
  'mo-lai': {
    fields: { words: 'reopenWords' },
    run: async (call, id, form) => {
      const typed = { words: form.get('reopenWords'), version: versionIn(form) };
      await reopenTask(call.services, call.actor, id, typed);
      return texts(call).reopenDone;
    },
  },
};

function answerIn(form: FormFields, words: string) {
  return {
    organisationId: numberIn(form, 'organisation'),
    words: form.get(words),
    version: versionIn(form),
  };
}

function partIn(form: FormFields) {
  return {
    ...{ name: form.get('partName'), product: form.get('partProduct'), due: form.get('partDue') },
    version: versionIn(form),
  };
}

/** The deed a form asks for. Throws `not_found` for a name that is none. */
export function deedIn(form: FormFields, of: 'leading' | 'deciding'): Deed {
  const deeds = of === 'leading' ? leading : deciding;
  const deed = Object.entries(deeds).find(([name]) => name === form.get('do'))?.[1];
  if (!deed) throw notFound();
  return deed;
}
