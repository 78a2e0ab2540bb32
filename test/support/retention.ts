import type { Keeping } from '../../src/platform/retention.ts';
import type { Services } from '../../src/platform/services.ts';

/** Forgets what has been kept long enough, as the nightly job does. */
export async function forgetOld(services: Services, keepings: readonly Keeping[]): Promise<void> {
  const { db, clock, config } = services;
  for (const { kind, forget } of keepings) {
    const before = new Date(clock().getTime() - config.retention[kind] * 86_400_000);
    await db.transaction().execute((tx) => forget(tx, services, before, 1_000));
  }
}
