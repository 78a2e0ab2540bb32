import { type Actor, system } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { findActor } from '../modules/directory/index.ts';
import type { Services } from '../platform/services.ts';
import type { CommandCall } from './arguments.ts';
import { WrongUsage } from './outcome.ts';

/** The person of --as, or the product itself. Throws WrongUsage where nobody has an open account of that e-mail. */
export async function actingPerson(services: Services, { as }: CommandCall): Promise<Actor> {
  if (as === undefined) return system;
  try {
    return await findActor(services, as);
  } catch (error) {
    if (!(error instanceof Refusal && error.kind === 'not_found')) throw error;
    throw new WrongUsage({
      vi: `Không có tài khoản nào đang hoạt động với e-mail “${as}” (--as).`,
      en: `There is no open account with the e-mail “${as}” (--as).`,
    });
  }
}
