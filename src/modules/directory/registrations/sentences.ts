import type { Language } from '../../../kernel/text.ts';
import type { PastEvent } from '../history.ts';
import { registrationWorkTexts } from './work-texts.ts';

/** One event of a registration as a sentence without its subject. */
export function registrationSentence(lang: Language, { name, facts }: PastEvent): string {
  const t = registrationWorkTexts(lang).events;
  switch (name) {
    case 'registration.received':
      return t.received;
    case 'registration.answered':
      return t.answered;
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
