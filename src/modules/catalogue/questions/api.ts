import { z } from 'zod';
import { type CatalogueKind, catalogueKinds } from '../entry.ts';
import { publicQuestionPath } from '../paths.ts';
import type { PublicQuestion } from './public.ts';

const text = z.string().nullable();
const date = z.string().describe('YYYY-MM-DD');
const language = z.enum(['vi', 'en']);

/** An answered question as programs get it. */
export const apiQuestion = z
  .object({
    id: z.number().int(),
    url: z.string(),
    entry: z
      .string()
      .describe('Code of the entry it was asked about, which may live on in the one asked for'),
    kind: z.enum(catalogueKinds),
    language,
    title: z.string(),
    text: z.string(),
    asker: z
      .object({ name: z.string(), organisation: text })
      .nullable()
      .describe('Null where the asker did not wish to be named'),
    askedOn: date,
    answer: z.string(),
    answerLanguage: language,
    agency: z.object({ name: z.string(), nameEn: text }).describe('Whose answer it is'),
    answeredOn: date,
    correctedOn: date.nullable(),
    illustrative: z.boolean().describe('Made for trying the product'),
  })
  .meta({ id: 'Question' });

export function questionForApi(
  kind: CatalogueKind,
  code: string,
  operator: string,
  question: PublicQuestion,
): z.input<typeof apiQuestion> {
  const { code: entry, body, agency, ...rest } = question;
  return {
    ...rest,
    ...{ entry, kind, text: body, url: publicQuestionPath(kind, code, question.id) },
    agency: { name: agency?.name ?? operator, nameEn: agency?.nameEn ?? null },
  };
}
