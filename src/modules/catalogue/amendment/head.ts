import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Contact, Edition, EditionName } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import type { VersionDifference } from '../versions/differences.ts';
import { recordEditionVersion } from '../versions/record.ts';

/** What an edition says of itself, and an amendment may change. */
export interface EditionHead extends EditionName {
  readonly contact: Contact;
}

/** What the edition says once the amendment is in force. */
function headAfter(edition: Edition, amendment: Edition): EditionHead {
  const { title, titleEn } = amendment.amends?.newName ?? edition;
  return { title, titleEn, contact: amendment.contact };
}

/** Line by line what two states of an edition say of themselves otherwise, in words. */
export function headDifferences(
  language: Language,
  before: EditionHead,
  after: EditionHead,
): readonly VersionDifference[] {
  const t = editionTexts(language);
  const lines = ({ title, titleEn, contact }: EditionHead) => [
    title,
    titleEn,
    contact.name,
    contact.organisation,
    contact.address,
    contact.phone,
    contact.email,
    contact.hours,
  ];
  const labels = [
    t.title,
    t.titleEn,
    t.contactName,
    t.contactOrganisation,
    t.address,
    t.phone,
    t.email,
    t.hours,
  ];
  const [one, other] = [lines(before), lines(after)];
  return labels
    .map((label, place) => ({ label, before: one[place] ?? '', after: other[place] ?? '' }))
    .filter((line) => line.before !== line.after);
}

/** What the amendment changes of what the edition says of itself. */
export function headChanges(
  language: Language,
  edition: Edition,
  amendment: Edition,
): readonly VersionDifference[] {
  return headDifferences(language, edition, headAfter(edition, amendment));
}

/**
 * The edition is called and reached as its amendment says, and a version of that begins. Returns which fields differ;
 * where none does nothing is written.
 */
export async function applyHead(
  tx: Transaction,
  edition: Edition,
  amendment: Edition,
  now: Date,
): Promise<readonly string[]> {
  const after = headAfter(edition, amendment);
  const fields = (['title', 'titleEn', 'contact'] as const).filter(
    (field) => JSON.stringify(edition[field]) !== JSON.stringify(after[field]),
  );
  if (fields.length === 0) return fields;
  await tx
    .updateTable('edition')
    .set({
      title: after.title,
      title_en: after.titleEn,
      contact: JSON.stringify(after.contact),
      version: edition.version + 1,
      updated_at: now,
    })
    .where('id', '=', edition.id)
    .execute();
  await recordEditionVersion(tx, { editionId: edition.id, amendmentId: amendment.id, at: now });
  return fields;
}
