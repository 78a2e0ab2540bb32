import type { Language } from '../../../kernel/text.ts';
import type { PastEvent } from '../history.ts';
import { registrationTexts } from './texts.ts';
import { registrationWorkTexts } from './work-texts.ts';

/** One event of a registration as a sentence without its subject. */
export function registrationSentence(lang: Language, { name, facts }: PastEvent): string {
  const t = registrationWorkTexts(lang).events;
  switch (name) {
    case 'registration.received':
      return facts.by === 'officer' ? t.receivedVouched : t.received;
    case 'registration.vouched':
      return t.vouched;
    case 'registration.answered':
      return t.answered;
    case 'registration.corrected':
      return t.corrected((facts.fields ?? []).map((field) => fieldName(lang, field)).join(', '));
    case 'registration.asked':
      return t.asked;
    case 'registration.accepted':
      return facts.into === 'existing' ? t.acceptedInto : t.acceptedNew;
    case 'registration.refused':
      return t.refused;
    default:
      return name;
  }
}

function fieldName(lang: Language, field: string): string {
  const { fields, kind } = registrationTexts(lang);
  const names: Readonly<Record<string, string>> = { ...fields, kind };
  return (names[field] ?? field).toLocaleLowerCase('vi');
}
