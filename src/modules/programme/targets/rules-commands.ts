import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseStale } from '../plans/store.ts';
import { authoriseProgramme } from '../policy.ts';
import type { OutlookRules } from './outlook.ts';
import { readTargetRules, rulesKey } from './rules.ts';
import { turnTargets } from './settle.ts';

/** The rules as typed; `farBehind` in percent. */
export interface TypedRules {
  readonly fewestPoints: string;
  readonly lookAhead: string;
  readonly farBehind: string;
  readonly graceMonth: string;
  readonly graceQuarter: string;
  readonly graceHalfYear: string;
  readonly graceYear: string;
  readonly source: string;
}

/**
 * Changes by what targets are judged; those followed now are judged anew at once. Throws InvalidInput by field; Refusal
 * `conflict` when somebody changed them since `version`.
 */
export async function changeRules(
  services: Services,
  actor: Actor,
  typed: TypedRules,
  version: string,
): Promise<void> {
  authoriseProgramme(actor, 'decide', null);
  const at = services.clock();
  const rules = readRules(typed);
  await services.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('target rules'))`.execute(tx);
    const former = await readTargetRules(tx);
    refuseStale({ version: former.version === version ? 1 : 0 }, 1);
    const value = JSON.stringify(rules);
    await sql`insert into setting (key, value, updated_at) values (${rulesKey}, ${value}::jsonb, clock_timestamp())
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(tx);
    // the clock goes on with them where this process ends before they are judged
    await sql`update target set turns_on = ${localDateOf(at)}::date from plan
      where plan.id = plan_id and plan.state = 'in_force' and target.closed is null`.execute(tx);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'target.rules_changed', actor, subject: { kind: 'target', id: 'rules' }, at },
    });
  });
  await turnTargets(services);
}

const sourceMost = 500;

function readRules(typed: TypedRules): OutlookRules & { readonly source: string } {
  const wrong: Record<string, Text> = {};
  const number = (name: keyof TypedRules, least: number, most: number, whole = true) => {
    const text = typed[name].trim().replace(',', '.');
    const value = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    wrong[name] = {
      vi: `Hãy ghi ${whole ? 'số nguyên' : 'số'} từ ${least} đến ${most}.`.replace('.5', ',5'),
      en: `Give a ${whole ? 'whole number' : 'number'} from ${least} to ${most}.`,
    };
    return least;
  };
  const source = singleSpaced(typed.source.normalize('NFC'));
  const rules = {
    fewestPoints: number('fewestPoints', 2, 20),
    lookAhead: number('lookAhead', 0.5, 20, false),
    farBehind: number('farBehind', 1, 100, false) / 100,
    grace: {
      month: number('graceMonth', 0, 366),
      quarter: number('graceQuarter', 0, 366),
      half_year: number('graceHalfYear', 0, 366),
      year: number('graceYear', 0, 366),
    },
    source,
  };
  if (source === '')
    wrong.source = {
      vi: 'Hãy ghi căn cứ: văn bản hoặc ý kiến của người quyết định.',
      en: 'Say by what: a document, or who decided it.',
    };
  if ([...source].length > sourceMost)
    wrong.source = { vi: `Dài quá ${sourceMost} ký tự.`, en: `Longer than ${sourceMost} characters.` };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return rules;
}
