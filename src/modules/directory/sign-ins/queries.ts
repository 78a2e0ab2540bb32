import type { Querying } from '../../../platform/database/open.ts';

/** One try to sign in to an account. */
export interface PastSignIn {
  readonly id: number;
  readonly at: Date;
  readonly outcome: string;
  readonly proof: string | null;
  readonly address: string | null;
  readonly agent: string | null;
}

/** One page of the history of an account, the newest first. Two statements. */
export async function pageOfSignIns(
  db: Querying,
  accountId: number,
  page: { readonly number: number; readonly size: number },
): Promise<{ rows: PastSignIn[]; total: number }> {
  const rows = await db
    .selectFrom('sign_in')
    .select(['id', 'at', 'outcome', 'proof', 'address', 'agent'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute();
  const { total } = await db
    .selectFrom('sign_in')
    .select((row) => row.fn.countAll<number>().as('total'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}
