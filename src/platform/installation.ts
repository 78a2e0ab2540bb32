import { z } from 'zod';
import { unnamedOperator } from '../kernel/operator.ts';
import type { Querying, Transaction } from './database/open.ts';
import { type KeptSetting, readSetting } from './kept-setting.ts';
import type { Services } from './services.ts';

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

/** As it is kept, with how often an administrator changed it. */
export type KeptInstallation = Installation & { readonly version: number };

export const installationSetting: KeptSetting<KeptInstallation> = {
  key: 'installation',
  // whoever loads a sample writes it without a version
  shape: shape.extend({ version: z.number().int().default(0) }),
  usual: { ...unnamedInstallation, version: 0 },
  changedMeanwhile: {
    vi: 'Thông tin đơn vị vận hành vừa được người khác đổi. Những gì bạn gõ vẫn còn; hãy mở lại trang để xem rồi sửa tiếp.',
    en: 'Somebody else has just changed who runs this site. What you typed is still here; open the page again before you go on.',
  },
};

export async function readInstallation(db: Querying): Promise<Installation> {
  return shape.parse(await readSetting(db, installationSetting));
}

/** Takes over what an administrator changed since this process read it; what stayed the same stays the same object. */
export async function renewInstallation(services: Services): Promise<void> {
  const kept: { installation: Installation } = services;
  const read = await readInstallation(services.db);
  if (JSON.stringify(read) !== JSON.stringify(kept.installation)) kept.installation = read;
}

export async function writeInstallation(tx: Transaction, installation: Installation): Promise<void> {
  const value = JSON.stringify(shape.parse(installation));
  await tx
    .insertInto('setting')
    .values({ key: 'installation', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: new Date() }))
    .execute();
}
