import type { Language } from '../../../kernel/text.ts';
import { approvalTexts } from './texts.ts';

/** Who acted: a name, or “Nguyễn Văn A, thay Trần Thị B” of a deputy; null where it was nobody. */
export function actedBy(
  language: Language,
  { who, onBehalfOf }: { readonly who: string | null; readonly onBehalfOf: string | null },
): string | null {
  return who !== null && onBehalfOf !== null ? approvalTexts(language).asDeputy(who, onBehalfOf) : who;
}
