import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { changeSetting, type KeptSetting, readSetting } from '../../../platform/kept-setting.ts';
import type { Services } from '../../../platform/services.ts';
import type { PastEvent } from '../../catalogue/index.ts';
import { authoriseProgramme, onBehalfIn } from '../policy.ts';
import { type UrgingLevel, type UrgingRules, urgingLevels } from './engine.ts';
import { usualRules } from './usual.ts';

/** What events of the rules are about. */
const subject = 'urging';

const mostDays = 90;
const mostReminders = 6;
const sourceMost = 300;

const days = (least: number) => z.number().int().min(least).max(mostDays);

const shape = z.object({
  before: z.array(days(1)).max(mostReminders),
  onTheDay: z.boolean(),
  after: z.object({ first: days(1), every: days(1) }).nullable(),
  ladder: z.array(z.object({ level: z.enum(urgingLevels), after: days(1), answer: days(1) })),
  /** Where they come from; null while nobody has set any. */
  source: z.string().max(sourceMost).nullable(),
  version: z.number().int(),
});

export type KeptUrgingRules = UrgingRules & { readonly source: string | null; readonly version: number };

const setting: KeptSetting<KeptUrgingRules> = {
  ...{ key: 'urging_rules', shape, usual: { ...usualRules, source: null, version: 0 } },
  changedMeanwhile: {
    vi: 'Quy tắc đôn đốc vừa được người khác đổi. Hãy mở lại trang để xem quy tắc mới.',
    en: 'Somebody else has just changed the rules of urging. Open the page anew to see them.',
  },
};

/** When and whom this installation urges. One statement. */
export function readUrgingRules(db: Querying): Promise<KeptUrgingRules> {
  return readSetting(db, setting);
}

type LevelField = `${UrgingLevel}${'After' | 'Answer'}`;

/** As typed; both fields of a level empty: nobody is asked there. */
export type TypedUrgingRules = Readonly<
  Record<'before' | 'onTheDay' | 'afterFirst' | 'afterEvery' | 'source' | LevelField, string>
>;

/** What the form shows of rules; what they rest on is said anew with each change. */
export function typedRules({ before, onTheDay, after, ladder }: UrgingRules): TypedUrgingRules {
  const rung = (level: UrgingLevel) => ladder.find((one) => one.level === level);
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    ...{ before: before.join(', '), onTheDay: onTheDay ? '1' : '', source: '' },
    ...{ afterFirst: number(after?.first), afterEvery: number(after?.every) },
    ...{ officerAfter: number(rung('officer')?.after), officerAnswer: number(rung('officer')?.answer) },
    ...{
      unit_headAfter: number(rung('unit_head')?.after),
      unit_headAnswer: number(rung('unit_head')?.answer),
    },
    ...{
      departmentAfter: number(rung('department')?.after),
      departmentAnswer: number(rung('department')?.answer),
    },
    ...{ leaderAfter: number(rung('leader')?.after), leaderAnswer: number(rung('leader')?.answer) },
  };
}

const oneNumber: Text = {
  vi: `Hãy gõ một số nguyên từ 1 đến ${mostDays}.`,
  en: `Type a whole number from 1 to ${mostDays}.`,
};
const together: Text = {
  vi: `Hãy gõ số ngày từ 1 đến ${mostDays}, hoặc để trống cả hai ô.`,
  en: `Type a number of days from 1 to ${mostDays}, or leave both boxes empty.`,
};

/** Throws InvalidInput by field. */
export function readTypedRules(typed: TypedUrgingRules): Omit<KeptUrgingRules, 'version'> {
  const wrong: Partial<Record<keyof TypedUrgingRules, Text>> = {};
  const number = (field: keyof TypedUrgingRules, message: Text) => {
    const value = /^\d{1,3}$/.test(typed[field].trim()) ? Number(typed[field]) : 0;
    if (value < 1 || value > mostDays) wrong[field] = message;
    return value;
  };
  const pair = (one: keyof TypedUrgingRules, other: keyof TypedUrgingRules) => {
    if (typed[one].trim() === '' && typed[other].trim() === '') return null;
    const message = typed[one].trim() === '' || typed[other].trim() === '' ? together : oneNumber;
    return [number(one, message), number(other, message)] as const;
  };
  const before = readBefore(typed.before);
  if (before === null)
    wrong.before = {
      vi: `Hãy gõ nhiều nhất ${mostReminders} số ngày từ 1 đến ${mostDays}, từ xa đến gần, cách nhau bằng dấu phẩy. Ví dụ: 15, 7, 1.`,
      en: `Type at most ${mostReminders} numbers of days from 1 to ${mostDays}, from far to near, with commas between. For example: 15, 7, 1.`,
    };
  const after = pair('afterFirst', 'afterEvery');
  const ladder = urgingLevels.flatMap((level) => {
    const rung = pair(`${level}After`, `${level}Answer`);
    return rung ? [{ level, after: rung[0], answer: rung[1] }] : [];
  });
  const source = singleSpaced(typed.source.normalize('NFC'));
  if (source === '' || source.length > sourceMost)
    wrong.source = {
      vi: `Hãy ghi căn cứ, không quá ${sourceMost} ký tự: văn bản hoặc người quyết định các quy tắc này.`,
      en: `Say what they rest on, in at most ${sourceMost} characters: the document, or who decided them.`,
    };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return {
    ...{ before: before ?? [], onTheDay: typed.onTheDay !== '', ladder, source },
    after: after && { first: after[0], every: after[1] },
  };
}

/** From far to near, each once; empty: none. null for anything else. */
function readBefore(typed: string): readonly number[] | null {
  const words = typed.split(/[\s,;]+/).filter(Boolean);
  if (words.some((word) => !/^\d{1,3}$/.test(word)) || words.length > mostReminders) return null;
  const read = words.map(Number);
  const falls = read.every((one, index) => index === 0 || one < (read[index - 1] ?? 0));
  return falls && read.every((one) => one >= 1 && one <= mostDays) ? read : null;
}

/**
 * Changes when and whom is urged, from the next day on; what was made already is not made again. Throws InvalidInput by field, Refusal
 * `forbidden`, or `conflict` where somebody else changed it since `version`.
 */
export async function saveUrgingRules(
  services: Services,
  actor: Actor,
  typed: TypedUrgingRules,
  version: number,
): Promise<void> {
  authoriseProgramme(actor, 'decide', null);
  const rules = readTypedRules(typed);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    if (!(await changeSetting(tx, setting, rules, version, at))) return;
    const { before, onTheDay, after, ladder } = rules;
    await appendEvent(tx, {
      ...{ name: 'task.urging_rules_changed', actor, at, subject: { kind: 'task', id: subject } },
      facts: {
        ...{ remindBefore: [...before], remindOnTheDay: onTheDay, remindAfter: after && { ...after } },
        ladder: ladder.map((rung) => ({ ...rung })),
        ...onBehalfIn(actor, 'decide', null),
      },
    });
  });
}

/** Changes of the rules, the latest first. One statement. */
export async function rulesHistory(db: Querying): Promise<readonly PastEvent[]> {
  const { rows } = await sql<Pick<PastEvent, 'seq' | 'at' | 'who' | 'onBehalfOf'>>`
    select event.seq, event.at, account.name as who, principal.name as "onBehalfOf"
    from event left join account on account.id = event.actor_account
      left join account principal on principal.id = (event.facts->>'onBehalfOf')::bigint
    where event.name = 'task.urging_rules_changed' and event.subject_kind = 'task' and event.subject_id = ${subject}
    order by event.seq desc limit 20`.execute(db);
  const sentence = { vi: 'Đổi quy tắc đôn đốc', en: 'Changed when and whom is urged' };
  return rows.map((event) => ({ ...event, sentence, remark: null }));
}
