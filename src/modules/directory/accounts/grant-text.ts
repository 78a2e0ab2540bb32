import type { Language } from '../../../kernel/text.ts';
import { memberTexts } from '../memberships/texts.ts';
import type { HeldGrant, HeldMembership } from './account.ts';
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

/** “Người biên tập · Công ty …”. */
export function membershipText(lang: Language, { role, name }: HeldMembership): string {
  return `${memberTexts(lang).roles[role]} · ${name}`;
}

/** “Chuyên viên chương trình · Toàn hệ thống”. */
export function grantText(lang: Language, grant: Pick<HeldGrant, 'role' | 'scope' | 'organisation'>): string {
  return `${roleName(lang, grant.role)} · ${scopeText(lang, grant)}`;
}
