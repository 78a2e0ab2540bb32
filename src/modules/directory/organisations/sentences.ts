import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import type { PastEvent } from '../history.ts';
import { memberSentence } from '../memberships/sentences.ts';
import { organisationKinds } from './organisation.ts';
import { organisationTexts } from './texts.ts';

/** One event of an organisation as a sentence without its subject. */
export function organisationSentence(lang: Language, event: PastEvent): string {
  const { name, facts } = event;
  const t = organisationTexts(lang);
  if (name === 'organisation.ended')
    return t.events.ended(formatDate(lang, facts.validTo ?? ''), (facts.successors ?? []).join(', '));
  if (name === 'organisation.changed') {
    const labels: Readonly<Record<string, string>> = t.fields;
    const changes = (facts.changes ?? []).map(({ field, from, to }) => {
      const label = (labels[field] ?? field).toLowerCase();
      const show = (value: string | null) => shownValue(lang, field, value);
      return from === undefined || to === undefined ? label : t.events.change(label, show(from), show(to));
    });
    return t.events.changed(changes.join('; '));
  }
  if (name === 'organisation.created') return t.events['organisation.created'];
  return memberSentence(lang, event) ?? name;
}

/** A field's value as a person reads it. */
export function shownValue(lang: Language, field: string, value: string | null): string {
  const t = organisationTexts(lang);
  if (value === null || value === '') return t.empty;
  if (field === 'validFrom' || field === 'validTo') return formatDate(lang, value);
  if (field === 'confirmed' || field === 'illustrative') return value === 'true' ? t.yes : t.no;
  const kind = organisationKinds.find((known) => known === value);
  return field === 'kind' && kind ? t.kinds[kind] : value;
}
