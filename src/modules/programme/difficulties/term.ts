import { z } from 'zod';
import { type Actor, holds } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { changeSetting, type KeptSetting, readSetting } from '../../../platform/kept-setting.ts';
import type { Services } from '../../../platform/services.ts';
import { onBehalf } from '../policy.ts';

const mostDays = 90;

const shape = z.object({
  /** Working days within which an answer is due. */
  days: z.number().int().min(1).max(mostDays),
  /** Working days after that, at whose end it goes up to a leader. */
  leaderDays: z.number().int().min(1).max(mostDays),
  /** By what; null while nobody has set one. */
  source: z.string().max(300).nullable(),
  version: z.number().int(),
});

export type DifficultyTerm = z.output<typeof shape>;

export const termSetting: KeptSetting<DifficultyTerm> = {
  ...{ key: 'difficulty_term', shape },
  // [U]: no document found sets a term; the department confirms or changes it
  usual: { days: 15, leaderDays: 5, source: null, version: 0 },
  changedMeanwhile: {
    vi: 'Thời hạn vừa được người khác đổi. Hãy mở lại trang để xem thời hạn mới.',
    en: 'Somebody else has just changed the term. Open the page anew to see it.',
  },
};

/** One statement. */
export function readTerm(db: Querying): Promise<DifficultyTerm> {
  return readSetting(db, termSetting);
}

export interface TypedTerm {
  readonly days: string;
  readonly leaderDays: string;
  readonly source: string;
}

/** Throws InvalidInput by field. */
function readTyped(typed: TypedTerm): Omit<DifficultyTerm, 'version'> {
  const wrong: Partial<Record<keyof TypedTerm, Text>> = {};
  const number = (field: 'days' | 'leaderDays') => {
    const value = /^\d{1,3}$/.test(typed[field].trim()) ? Number(typed[field]) : 0;
    if (value < 1 || value > mostDays)
      wrong[field] = {
        vi: `Hãy gõ số ngày làm việc, từ 1 đến ${mostDays}.`,
        en: `Type a number of working days from 1 to ${mostDays}.`,
      };
    return value;
  };
  const term = { days: number('days'), leaderDays: number('leaderDays') };
  const source = singleSpaced(typed.source.normalize('NFC'));
  if (source === '' || source.length > 300)
    wrong.source = {
      vi: 'Hãy ghi căn cứ, không quá 300 ký tự: văn bản hoặc người quyết định thời hạn này.',
      en: 'Say what it rests on, in at most 300 characters: the document, or who decided it.',
    };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { ...term, source };
}

const setsTerm = (actor: Actor) => actor.kind === 'system' || holds(actor, 'programme_head');

/**
 * Changes the term of what is sent from now on; terms that run are not changed. Throws InvalidInput by field, Refusal `forbidden`, or
 * `conflict` where somebody else changed it since `version`.
 */
export async function saveTerm(
  services: Services,
  actor: Actor,
  typed: TypedTerm,
  version: number,
): Promise<void> {
  if (!setsTerm(actor))
    throw new Refusal('forbidden', {
      vi: 'Chỉ phụ trách chương trình được đổi thời hạn trả lời.',
      en: 'Only a programme head may change the term.',
    });
  const term = readTyped(typed);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    if (!(await changeSetting(tx, termSetting, term, version, at))) return;
    const { days, leaderDays } = term;
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'difficulty.term_changed', actor, at, subject: { kind: 'difficulty', id: 'term' } },
      facts: { days, leaderDays, ...onBehalf(actor, setsTerm) },
    });
  });
}
