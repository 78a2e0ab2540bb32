import type { Language } from '../../../kernel/text.ts';
import type { HeldGrant } from './account.ts';
import { roleName } from './sentences.ts';
import { accountTexts } from './texts.ts';

/** Where a grant holds: the organisation's name, or the whole installation. */
export function scopeText(
  lang: Language,
  { scope, organisation }: Pick<HeldGrant, 'scope' | 'organisation'>,
): string {
  const t = accountTexts(lang);
  if (scope === null) return t.everywhere;
  return organisation?.name ?? t.otherScope;
}

/** “Chuyên viên chương trình · Toàn hệ thống”. */
export function grantText(lang: Language, grant: Pick<HeldGrant, 'role' | 'scope' | 'organisation'>): string {
  return `${roleName(lang, grant.role)} · ${scopeText(lang, grant)}`;
}
