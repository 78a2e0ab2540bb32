import type { Language } from '../../kernel/text.ts';
import type { Installation } from '../../platform/installation.ts';
import { Card } from '../../ui/page-parts.tsx';
import type { Contact } from './edition.ts';
import type { PublicEntry } from './public-entry.ts';
import { MaybeDate } from './public-entry-facts.tsx';
import { publicTexts } from './public-texts.ts';

/** The contact of the edition, because addresses change from one year to the next; without one, who runs the portal. */
export function contactOf({ edition }: PublicEntry, operator: Installation): Contact {
  if (Object.values(edition.contact).some((value) => value !== null)) return edition.contact;
  const { address = null, phone = null, email = null } = operator;
  return { organisation: null, name: operator.operator, address, phone, email, hours: null };
}

export function ContactCard({ lang, contact }: { readonly lang: Language; readonly contact: Contact }) {
  const t = publicTexts(lang).contact;
  const { name, address, phone, email, hours } = contact;
  return (
    <Card title={t.title}>
      {name && <p lang="vi">{name}</p>}
      {address && (
        <p class="quiet" lang="vi">
          {address}
        </p>
      )}
      {phone && (
        <p>
          <span class="sr">{t.phone}: </span>
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
        </p>
      )}
      {email && (
        <p>
          <span class="sr">{t.email}: </span>
          <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
      {hours && (
        <p class="quiet">
          {t.hours}: <MaybeDate lang={lang} text={hours} />
        </p>
      )}
    </Card>
  );
}
