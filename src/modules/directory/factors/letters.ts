import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { type Letter, type LetterSample, queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { accountLetter, type Sender } from '../account-letter.ts';
import { directoryPaths } from '../paths.ts';
import { factorLetterTexts } from './letter-texts.ts';

/** What became of somebody's factors. */
export type Change =
  | { readonly what: 'added' | 'removed'; readonly factor: 'totp' | 'passkey' }
  | { readonly what: 'codes_renewed' | 'reset' }
  | { readonly what: 'recovery_used'; readonly left: number };

const kinds = {
  added: 'factor.was_added',
  removed: 'factor.was_removed',
  codes_renewed: 'factor.codes_renewed',
  reset: 'factor.was_reset',
  recovery_used: 'factor.code_used',
} as const;

function factorLetter(
  sender: Sender,
  language: Language,
  told: { readonly name: string; readonly at: Date; readonly change: Change },
): Letter {
  const { change, name } = told;
  const t = factorLetterTexts(language);
  const at = formatInstant(language, told.at);
  const said = {
    added: () => [t.added(at, 'factor' in change ? t.factors[change.factor] : '')],
    removed: () => [t.removed(at, 'factor' in change ? t.factors[change.factor] : '')],
    codes_renewed: () => [t.renewed(at)],
    reset: () => [t.reset(at), t.resetNext],
    recovery_used: () => [t.used(at, formatNumber(language, 'left' in change ? change.left : 0, 0))],
  }[change.what]();
  return accountLetter(sender, language, kinds[change.what], name, {
    subject: t.subjects[change.what],
    paragraphs: [...said, t.notYou],
    label: t.action,
    path: directoryPaths.factors,
  });
}

/** Tells the person of the account what became of its factors: it may not have been them. */
export async function tellByLetter(
  tx: Transaction,
  services: Services,
  account: { readonly id: number; readonly name: string; readonly email: string },
  change: Change,
): Promise<void> {
  const at = services.clock();
  const { language } = await tx
    .selectFrom('account')
    .select('language')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow();
  const letter = factorLetter(services, language === 'en' ? 'en' : 'vi', { name: account.name, at, change });
  await queueLetter(tx, letter, [{ accountId: account.id, address: account.email }], { topic: null, at });
}

const samplesOf: readonly { readonly change: Change; readonly label: LetterSample['label'] }[] = [
  {
    change: { what: 'added', factor: 'totp' },
    label: { vi: 'Đã thêm cách xác thực', en: 'A second factor was added' },
  },
  {
    change: { what: 'removed', factor: 'passkey' },
    label: { vi: 'Đã gỡ cách xác thực', en: 'A second factor was removed' },
  },
  { change: { what: 'codes_renewed' }, label: { vi: 'Đã lập mã khôi phục mới', en: 'New recovery codes' } },
  {
    change: { what: 'recovery_used', left: 3 },
    label: { vi: 'Đã dùng một mã khôi phục', en: 'A recovery code was used' },
  },
  {
    change: { what: 'reset' },
    label: { vi: 'Xác thực hai bước đã được đặt lại', en: 'Two-step sign-in was reset' },
  },
];

export const factorLetterSamples: readonly LetterSample[] = samplesOf.map(({ change, label }) => ({
  kind: kinds[change.what],
  label,
  write: (sender, language) =>
    factorLetter(sender, language, {
      name: { vi: 'Nguyễn Thị Mẫu', en: 'officer' }[language],
      at: new Date('2027-01-04T01:15:00Z'),
      change,
    }),
}));
