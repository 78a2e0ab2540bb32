import { z } from 'zod';
import { apiEdition, apiNeed, apiProblem } from '../api.ts';
import { outcomes } from '../carry-over/outcome.ts';
import { catalogueKinds } from '../entry.ts';

/*
 * Rows of the open data sets: the shapes of the API without what is told of other things, so that a row changes only
 * when its own thing does and whoever follows the changes keeps a whole copy.
 */

const elsewhere = {
  withdrawn: true,
  superseded: true,
  succession: true,
  outcome: true,
  continuedAs: true,
  continues: true,
} as const;
/** A citation as printed; which document it means depends on what is published meanwhile. */
const bases = z.array(apiProblem.shape.bases.element.omit({ document: true }));

export const openProblem = apiProblem.omit(elsewhere).extend({ bases });
export const openNeed = apiNeed.omit(elsewhere).extend({ bases });

export const openEdition = apiEdition.extend({
  document: z.number().int().nullable().describe('Id of the issuing document, when it is published'),
});

export const openOutcome = z.object({
  code: z.string().describe('Code of the entry'),
  url: z.string(),
  kind: z.enum(catalogueKinds),
  edition: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  outcome: z.enum(outcomes),
  note: z.string(),
  noteEn: z.string().nullable(),
  reference: z.string().nullable(),
  on: z.string().describe('YYYY-MM-DD'),
  continuedAs: apiProblem.shape.continuedAs,
});
