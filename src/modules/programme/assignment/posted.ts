import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { taskStates } from '../tasks/task.ts';
import { type Choice, cadenceShape } from './choice.ts';
import type { Assigning, Rule } from './commands.ts';
import type { TypedWanted } from './named.ts';
import { assignmentTexts } from './texts.ts';

/** How many rules one page takes. */
export const rulesMost = 6;

type Read = (name: string) => string;

/** The filter of the list, as it stands in the address or in a form. */
export function choiceIn(read: Read): Choice {
  return {
    group: numberIn(read('nhom')),
    text: read('q').slice(0, 200),
    state: taskStates.find((state) => state === read('trang-thai')) ?? null,
    leadless: read('chua-giao') === '1',
    ids: null,
  };
}

export function numberIn(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

function wantedIn(read: Read): TypedWanted {
  const cadence = cadenceShape.safeParse(read('ky'));
  return {
    ...{ leads: read('chu-tri'), partners: read('phoi-hop'), deadline: read('thoi-han') },
    ...{ product: read('san-pham'), sector: read('linh-vuc').slice(0, 60) || null },
    cadence: cadence.success ? cadence.data : null,
  };
}

export const byRules = (form: Pick<FormFields, 'get'>) => form.get('cach') === 'quy-tac';

/** What was posted, by page or by rules. Throws InvalidInput `nv`, `leads`. */
export function assigningIn(form: FormFields): Assigning {
  const rules = byRules(form) ? rulesIn(form) : [chosenIn(form)];
  const said = rules.some(({ wanted }) =>
    Object.values(wanted).some((value) => value !== null && value !== ''),
  );
  if (!said) throw new InvalidInput({ leads: both((t) => t.sayWhat) });
  return {
    rules,
    overwrite: form.get('ghi-de') === '1',
    document: singleSpaced(form.get('van-ban')).slice(0, 300) || null,
    reason: singleSpaced(form.get('ly-do')).slice(0, 1_000) || null,
  };
}

function both(of: (texts: ReturnType<typeof assignmentTexts>) => string): Text {
  return { vi: of(assignmentTexts('vi')), en: of(assignmentTexts('en')) };
}

function chosenIn(form: FormFields): Rule {
  const filter = choiceIn((name) => form.get(name));
  const ids = form.all('nv').flatMap((id) => numberIn(id) ?? []);
  if (form.get('tat-ca') === '1') return { choice: filter, wanted: wantedIn((name) => form.get(name)) };
  if (ids.length === 0) throw new InvalidInput({ nv: both((t) => t.chooseTask) });
  return {
    choice: { group: null, text: '', state: null, leadless: false, ids },
    wanted: wantedIn((name) => form.get(name)),
  };
}

/** Lines that say nothing are left out; one without group and words is of every task. */
function rulesIn(form: FormFields): readonly Rule[] {
  return Array.from({ length: rulesMost }, (_, index) => {
    const read = (name: string) => form.get(`${name}-${index + 1}`);
    return { choice: { ...choiceIn(read), state: null, leadless: false }, wanted: wantedIn(read) };
  }).filter(({ wanted }) => Object.values(wanted).some((value) => value !== null && value !== ''));
}
