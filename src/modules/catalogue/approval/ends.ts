import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { holdDocument } from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { readNote, type StepInput, take } from './take.ts';

export interface ReopenInput extends StepInput {
  /** Why, for everybody to read. */
  readonly note: string;
  readonly noteEn?: string;
}

/**
 * The withdrawal was the mistake, or what was mistaken is mended: the edition is public again with its entries as they
 * stand, and says why. Not while another published edition of its kind is issued by the same document. Throws Refusal
 * or InvalidInput `note`.
 */
export async function reopenEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: ReopenInput,
): Promise<Edition> {
  const reopening = { vi: readNote(input.note, 'note'), en: readNote(input.noteEn ?? '', 'noteEn') };
  if (reopening.vi === '')
    throw new InvalidInput({
      note: {
        vi: 'Hãy ghi lý do công bố lại; mọi người đọc được lý do này trên cổng.',
        en: 'Say why it is published again; everybody reads the reason on the portal.',
      },
    });
  return take(services, actor, id, {
    ...input,
    verb: () => 'reopen',
    event: 'edition.reopened',
    reopening,
    guard: refuseTaken,
  });
}

/**
 * Codes are never given twice, so that no other edition or entry can have those of a withdrawn one. Its document can
 * have come to issue another edition of the same kind, which then stands in its place.
 */
async function refuseTaken(edition: Edition, tx: Transaction): Promise<void> {
  if (edition.documentId === null) return;
  // before looking: another edition of the document may be on the point of being published
  await holdDocument(tx, edition.documentId);
  const other = await tx
    .selectFrom('edition')
    .select('code')
    .where('document_id', '=', edition.documentId)
    .where('kind', '=', edition.kind)
    .where('amends_id', 'is', null)
    .where('state', 'in', ['published', 'superseded'])
    .where('id', '<>', edition.id)
    .orderBy('code')
    .executeTakeFirst();
  if (!other) return;
  throw new Refusal('wrong_state', {
    vi: `Không công bố lại ${edition.code} được: văn bản ban hành của danh mục này nay ban hành danh mục ${other.code} đang công bố. Hãy điều chỉnh, bổ sung ${other.code}, hoặc thu hồi ${other.code} trước.`,
    en: `${edition.code} cannot be published again: its issuing document now issues the published edition ${other.code}. Amend ${other.code}, or withdraw it first.`,
  });
}

const whyGivenUp: Text = {
  vi: 'Hãy ghi lý do bỏ, để người sau đọc lại hiểu vì sao bản này không được công bố.',
  en: 'Say why it is given up, so that who reads it later knows why it was not published.',
};

/**
 * A draft that will not be published: nobody edits it any more, and another amendment of its edition may be begun. It
 * stays to be read with the reason. Throws Refusal or InvalidInput `remark`.
 */
export function giveUpEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: StepInput,
): Promise<Edition> {
  return take(services, actor, id, {
    ...input,
    verb: () => 'give_up',
    event: 'edition.given_up',
    remarkNeeded: whyGivenUp,
  });
}

/**
 * What was given up is a draft again; its code can be had in no other way. An amendment is not gone on with: the
 * entries it copied may have changed since. Throws Refusal.
 */
export function resumeEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: StepInput = {},
): Promise<Edition> {
  return take(services, actor, id, {
    ...input,
    verb: () => 'resume',
    event: 'edition.resumed',
    guard: ({ amends, code }) => {
      if (amends) throw stale(code);
    },
  });
}

function stale(code: string): Refusal {
  return new Refusal('wrong_state', {
    vi: `Bản điều chỉnh ${code} đã bỏ nên không làm tiếp được, vì danh mục có thể đã thay đổi từ đó. Hãy lập bản điều chỉnh khác từ danh mục.`,
    en: `The amendment ${code} was given up and is not gone on with, since the edition may have changed. Begin another amendment of the edition.`,
  });
}
