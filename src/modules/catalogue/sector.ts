import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import type { Services } from '../../platform/services.ts';
import { authorise } from './policy.ts';

export interface Sector {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

const sectorInput = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  position: z.number().int(),
});
export type SectorInput = z.input<typeof sectorInput>;

/** Adds a sector, or changes the names and the place of the one with this code. */
export async function saveSector(services: Services, actor: Actor, input: SectorInput): Promise<void> {
  const sector = sectorInput.parse(input);
  await services.db.transaction().execute(async (tx) => {
    authorise(actor, 'publish', null);
    const row = { name: sector.name, name_en: sector.nameEn, position: sector.position };
    await tx
      .insertInto('sector')
      .values({ code: sector.code, ...row })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
      .execute();
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      name: 'sector.saved',
      actor,
      subject: { kind: 'sector', id: sector.code },
      at: services.clock(),
    });
  });
}

/** In the order of the installation. */
export async function listSectors(db: Querying): Promise<Sector[]> {
  const rows = await db
    .selectFrom('sector')
    .select(['code', 'name', 'name_en'])
    .orderBy('position')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name, nameEn: row.name_en }));
}

/** The name of a sector in a reader's language; the code of one that is no longer there. */
export function sectorName(sectors: readonly Sector[], language: Language, code: string): string {
  const sector = sectors.find((known) => known.code === code);
  return sector ? (language === 'vi' ? sector.name : sector.nameEn) : code;
}
