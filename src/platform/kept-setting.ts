import type { z } from 'zod';
import { Refusal } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import type { Querying, Transaction } from './database/open.ts';

/** Something an installation decides, with where that comes from and how often it was changed. */
export interface KeptSetting<Value extends { readonly version: number }> {
  readonly key: string;
  readonly shape: z.ZodType<Value>;
  /** As long as nobody has decided. */
  readonly usual: Value;
  /** Said to whoever changes it at the same time as somebody else. */
  readonly changedMeanwhile: Text;
}

/** What was decided here. One statement. */
export async function readSetting<Value extends { readonly version: number }>(
  db: Querying,
  setting: KeptSetting<Value>,
): Promise<Value> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', setting.key)
    .executeTakeFirst();
  return settingIn(setting, row?.value ?? null);
}

/** What was decided, of the value that a statement selected beside other things; null where there is none. */
export function settingIn<Value extends { readonly version: number }>(
  { shape, usual }: KeptSetting<Value>,
  value: unknown,
): Value {
  return value === null ? usual : shape.parse(value);
}

/**
 * Keeps another value, unless it is the one there is: then false. Its `version` is counted on from the one the person saw. Throws Refusal
 * `conflict` where somebody else changed it since.
 */
export async function changeSetting<Value extends { readonly version: number }>(
  tx: Transaction,
  { key, shape, usual, changedMeanwhile }: KeptSetting<Value>,
  value: Omit<Value, 'version'>,
  version: number,
  at: Date,
): Promise<boolean> {
  // whoever is first to decide has no row to lock
  await tx
    .insertInto('setting')
    .values({ key, value: JSON.stringify(usual) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await tx
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = shape.parse(row.value);
  const after = shape.parse({ ...value, version: version + 1 });
  if (JSON.stringify({ ...before, version: 0 }) === JSON.stringify({ ...after, version: 0 })) return false;
  if (before.version !== version) throw new Refusal('conflict', changedMeanwhile);
  await tx
    .updateTable('setting')
    .set({ value: JSON.stringify(after), updated_at: at })
    .where('key', '=', key)
    .execute();
  return true;
}
