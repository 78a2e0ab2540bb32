import { z } from 'zod';
import type { LocalDate } from '../../kernel/dates.ts';
import { type Consultation, phaseOn, phases } from './consultation.ts';
import { consultationPaths } from './paths.ts';

const text = z.string().nullable();
const date = z.string().describe('YYYY-MM-DD, a day in Vietnam');

/** A consultation as programs get it. */
export const apiConsultation = z
  .object({
    id: z.number().int(),
    url: z.string(),
    title: z.string(),
    titleEn: text,
    agency: z.string().describe('Who drafts'),
    edition: text.describe('Code of the edition whose draft is consulted on; null: a document'),
    from: date,
    to: date.describe('YYYY-MM-DD, the last day on which comments are taken'),
    status: z.enum(phases),
    introduction: z.string(),
    parts: z.number().int(),
    file: z.object({ name: z.string(), url: z.string() }).nullable(),
    withdrawal: text.describe('Why it was ended without a summary'),
    summary: text.describe('Address of the summary of comments and replies, once it is published'),
    illustrative: z.boolean().describe('Made for trying the product'),
  })
  .meta({ id: 'Consultation' });

export function consultationForApi(
  consultation: Consultation,
  today: LocalDate,
): z.input<typeof apiConsultation> {
  const { id, title, titleEn, agency, edition, window, introduction, parts, file } = consultation;
  const status = phaseOn(consultation, today);
  if (!status) throw new Error('a consultation that is not announced is nobody’s to read');
  return {
    ...{ id, title, titleEn, agency, status, introduction, parts, ...window },
    ...{ url: consultationPaths.one(id), edition: edition?.code ?? null },
    file: file && { name: file.name, url: consultationPaths.file(id) },
    withdrawal: consultation.withdrawal,
    summary: status === 'published' ? consultationPaths.summary(id, 'tong-hop.pdf') : null,
    illustrative: consultation.illustrative,
  };
}
