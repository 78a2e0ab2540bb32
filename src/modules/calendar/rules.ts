import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { type DeadlineRules, strictRules } from '../../kernel/deadline.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { changeSetting, type KeptSetting, readSetting } from '../../platform/kept-setting.ts';
import type { Services } from '../../platform/services.ts';
import { refuseUnlessKeeps } from './policy.ts';

const mostSoonDays = 90;

const shape = z.object({
  beforeIsExclusive: z.boolean(),
  shift: z.enum(['none', 'next_working_day']),
  soonDays: z.number().int().min(0).max(mostSoonDays),
  soonInWorkingDays: z.boolean(),
  /** Where the reading comes from; null while nobody has chosen one. */
  source: z.string().max(300).nullable(),
  version: z.number().int(),
});

/** The reading of this installation, where it comes from, and how often it was changed. */
export type KeptRules = DeadlineRules & { readonly source: string | null; readonly version: number };

const setting: KeptSetting<KeptRules> = {
  ...{ key: 'deadline_rules', shape, usual: { ...strictRules, source: null, version: 0 } },
  changedMeanwhile: {
    vi: 'Cách tính hạn vừa được người khác đổi. Hãy xem cách mới ở trang Lịch làm việc rồi sửa lại nếu cần.',
    en: 'Somebody else has just changed how deadlines are read. See the new reading on the page of the calendar first.',
  },
};

/** How deadlines are read here. One statement. */
export function readDeadlineRules(db: Querying): Promise<KeptRules> {
  return readSetting(db, setting);
}

export interface TypedRules {
  readonly before: string;
  readonly shift: string;
  readonly soonDays: string;
  readonly soonIn: string;
  readonly source: string;
}

/** Throws InvalidInput by field. */
function readRules(typed: TypedRules): Omit<KeptRules, 'version'> {
  const wrong: Partial<Record<keyof TypedRules, Text>> = {};
  const choice = { vi: 'Hãy chọn một cách.', en: 'Choose one.' };
  if (!['exclusive', 'inclusive'].includes(typed.before)) wrong.before = choice;
  if (!['none', 'next_working_day'].includes(typed.shift)) wrong.shift = choice;
  if (!['days', 'working_days'].includes(typed.soonIn)) wrong.soonIn = choice;
  const soonDays = /^\d{1,2}$/.test(typed.soonDays.trim()) ? Number(typed.soonDays) : -1;
  if (soonDays < 0 || soonDays > mostSoonDays)
    wrong.soonDays = {
      vi: `Hãy gõ một số từ 0 đến ${mostSoonDays}.`,
      en: `Type a number from 0 to ${mostSoonDays}.`,
    };
  const source = singleSpaced(typed.source);
  if (source === '' || source.length > 300)
    wrong.source = {
      vi: 'Hãy ghi căn cứ, không quá 300 ký tự: văn bản hoặc người quyết định cách đọc này.',
      en: 'Say what it rests on, in at most 300 characters: the document, or who decided it.',
    };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return {
    beforeIsExclusive: typed.before === 'exclusive',
    shift: typed.shift === 'none' ? 'none' : 'next_working_day',
    ...{ soonDays, soonInWorkingDays: typed.soonIn === 'working_days', source },
  };
}

/**
 * Changes how deadlines are read, from now on and everywhere. Throws InvalidInput, and Refusal `forbidden`, or `conflict`
 * where somebody else changed it since `version`.
 */
export async function saveRules(
  services: Services,
  actor: Actor,
  typed: TypedRules,
  version: number,
): Promise<void> {
  refuseUnlessKeeps(actor, 'rules');
  const rules = readRules(typed);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    if (!(await changeSetting(tx, setting, rules, version, at))) return;
    const { beforeIsExclusive, shift, soonDays, soonInWorkingDays } = rules;
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'calendar.rules_changed', actor, at, subject: { kind: 'calendar', id: 'rules' } },
      facts: { beforeIsExclusive, shift, soonDays, soonInWorkingDays },
    });
  });
}
