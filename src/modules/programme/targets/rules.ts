import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import { defaultRules, type OutlookRules } from './outlook.ts';

/** Where the rules of an installation stand among its settings. */
export const rulesKey = 'target_rules';

const days = z.number().int().min(0).max(366);

const shape = z.object({
  fewestPoints: z.number().int().min(2).max(20),
  lookAhead: z.number().min(0.5).max(20),
  farBehind: z.number().min(0.01).max(1),
  grace: z.object({ month: days, quarter: days, half_year: days, year: days }),
  /** By what they were set: a document, or the words of whoever set them; empty while they are the product's own. */
  source: z.string(),
});

export interface KeptRules extends OutlookRules {
  readonly source: string;
  /** Counts with each change. */
  readonly version: string;
}

/** By what this installation judges targets: what was set here, or else the product's own. */
export async function readTargetRules(db: Querying): Promise<KeptRules> {
  const row = await db
    .selectFrom('setting')
    .select([
      'value',
      sql<string>`to_char(updated_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`.as('version'),
    ])
    .where('key', '=', rulesKey)
    .executeTakeFirst();
  return { ...targetRulesIn(row?.value ?? null), version: row?.version ?? '0' };
}

/** The rules of the setting's value; null where nobody has set any. */
export function targetRulesIn(value: unknown): Omit<KeptRules, 'version'> {
  return value === null ? { ...defaultRules, source: '' } : shape.parse(value);
}
