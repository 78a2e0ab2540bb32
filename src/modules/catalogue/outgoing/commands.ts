import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import type { Edition } from '../edition.ts';
import { changedMeanwhile, refuseUnlessOpen } from '../edition-commands.ts';
import { lockEdition } from '../edition-store.ts';
import { authorise } from '../policy.ts';
import {
  type OutgoingKind,
  type OutgoingTexts,
  outgoingFields,
  outgoingOf,
  outgoingTexts,
} from './outgoing.ts';
import { templateOf } from './templates.ts';
import { wrongTexts } from './wrong-texts.ts';

/** The texts of a document and the version they are of; 0 while they are still the template's. */
export interface KeptTexts {
  readonly texts: OutgoingTexts;
  readonly version: number;
}

/** Throws not_found for a document this kind of edition has not. One statement. */
export async function findTexts(db: Querying, edition: Edition, outgoing: OutgoingKind): Promise<KeptTexts> {
  if (!outgoingOf(edition).includes(outgoing)) throw notFound();
  const row = await db
    .selectFrom('edition_text')
    .select(['texts', 'version'])
    .where('edition_id', '=', edition.id)
    .where('document', '=', outgoing)
    .executeTakeFirst();
  if (!row) return { texts: templateOf(outgoing, edition.kind), version: 0 };
  return { texts: outgoingTexts.parse(row.texts), version: row.version };
}

/**
 * Keeps the texts of a document of an edition. `version` is the one the person saw. Throws InvalidInput with a message
 * for each wrong part, a conflict when somebody saved meanwhile, and `wrong_state` for what goes with an edition on its way.
 */
export async function saveTexts(
  services: Services,
  actor: Actor,
  editionId: number,
  input: { readonly outgoing: OutgoingKind; readonly texts: OutgoingTexts; readonly version: number },
): Promise<void> {
  const { outgoing, texts, version } = input;
  const wrong = wrongTexts(texts);
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  await services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, editionId);
    authorise(actor, 'edit', editionId);
    const before = await findTexts(tx, edition, outgoing);
    if (before.version !== version) throw changedMeanwhile();
    const fields = outgoingFields.filter((field) => before.texts[field] !== texts[field]);
    if (fields.length === 0) return;
    // what was handed on with the edition stays as it was; number and day come with the signature, the report later
    if (outgoing !== 'report' && fields.some((field) => field !== 'number' && field !== 'date'))
      refuseUnlessOpen(edition);
    const row = {
      texts: JSON.stringify(texts),
      version: version + 1,
      updated_by: actor.kind === 'account' ? actor.id : null,
      updated_at: services.clock(),
    };
    await tx
      .insertInto('edition_text')
      .values({ edition_id: editionId, document: outgoing, ...row })
      .onConflict((conflict) => conflict.columns(['edition_id', 'document']).doUpdateSet(row))
      .execute();
    await appendEvent(tx, {
      name: 'edition.texts_saved',
      actor,
      subject: { kind: 'edition', id: editionId },
      facts: { document: outgoing, fields },
      at: services.clock(),
    });
  });
}
