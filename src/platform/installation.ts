import { z } from 'zod';
import { unnamedOperator } from '../kernel/operator.ts';
import type { Querying, Transaction } from './database/open.ts';

/** Who runs this installation and where: shown in the header and the footer of every page. */
export interface Installation {
  /** The province: “Lạng Sơn”. */
  readonly place: string;
  readonly operator: string;
  readonly address?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

const shape = z.object({
  place: z.string(),
  operator: z.string(),
  address: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
});

export const unnamedInstallation: Installation = { place: '', operator: unnamedOperator };

export async function readInstallation(db: Querying): Promise<Installation> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'installation')
    .executeTakeFirst();
  return row ? shape.parse(row.value) : unnamedInstallation;
}

export async function writeInstallation(tx: Transaction, installation: Installation): Promise<void> {
  const value = JSON.stringify(shape.parse(installation));
  await tx
    .insertInto('setting')
    .values({ key: 'installation', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: new Date() }))
    .execute();
}
