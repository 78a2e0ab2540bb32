import { type Actor, holds } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { installationSetting, renewInstallation } from '../../platform/installation.ts';
import { changeSetting, readSetting } from '../../platform/kept-setting.ts';
import type { Services } from '../../platform/services.ts';
import { operatorFields, readOperator, type TypedOperator } from './inputs.ts';
import { formerName } from './sentences.ts';

/**
 * Changes who runs this installation, from now on and everywhere; what was said before stays in the history. Throws InvalidInput by field,
 * and Refusal `forbidden`, or `conflict` where somebody else changed it since `version`.
 */
export async function saveOperator(
  services: Services,
  actor: Actor,
  typed: TypedOperator,
  version: number,
): Promise<void> {
  if (!holds(actor, 'administrator'))
    throw new Refusal('forbidden', {
      vi: 'Chỉ quản trị viên được sửa thông tin đơn vị vận hành.',
      en: 'Only an administrator may change who runs this site.',
    });
  const after = readOperator(typed);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const before = await readSetting(tx, installationSetting);
    // a change in between is refused by its version
    if (!(await changeSetting(tx, installationSetting, after, version, at))) return;
    const changed = operatorFields.filter((field) => before[field] !== after[field]);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'installation.changed', actor, at, subject: { kind: 'installation', id: 'operator' } },
      facts: { fields: changed },
      // a telephone or a mailbox may be a person's
      personal: Object.fromEntries(changed.map((field) => [formerName[field], before[field] ?? ''])),
    });
  });
  await renewInstallation(services);
}
