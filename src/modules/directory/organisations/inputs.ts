import { z } from 'zod';
import { readTypedDate } from '../../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { parseInput } from '../parse-input.ts';
import { codePattern, organisationKinds, taxCodePattern } from './organisation.ts';

/**
 * What is kept of an organisation, as pages, API and sample give it. `parent`, `predecessors` and `successors` are
 * codes; successors left out stay as they are. `version` is that of the organisation being changed, absent for a new one.
 */
export interface OrganisationInput {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly shortName?: string | null;
  readonly parent?: string | null;
  readonly taxCode?: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly predecessors?: readonly string[];
  readonly successors?: readonly string[];
  readonly confirmed?: boolean;
  readonly source?: string | null;
  readonly illustrative?: boolean;
  readonly version?: number;
}

export type OrganisationField = Exclude<keyof OrganisationInput, 'version'>;

/** A message of a Zod issue is a key here, so that one schema speaks both languages. */
const messages = {
  code: {
    vi: 'Mã chỉ gồm chữ in hoa không dấu, chữ số, dấu chấm và gạch nối, tối đa 40 ký tự, ví dụ SKHCN hoặc 20-06184.',
    en: 'The code takes capital ASCII letters, digits, dots and dashes, at most 40, such as SKHCN or 20-06184.',
  },
  kind: { vi: 'Hãy chọn loại hình.', en: 'Choose the kind.' },
  name: { vi: 'Hãy ghi tên đầy đủ.', en: 'Give the full name.' },
  long: { vi: 'Dài quá 500 ký tự. Hãy rút gọn.', en: 'Longer than 500 characters. Shorten it.' },
  date: {
    vi: 'Ngày này không có trong lịch. Hãy viết như 05/01/2026.',
    en: 'There is no such day. Write it as 05/01/2026.',
  },
  order: {
    vi: 'Ngày kết thúc phải từ ngày bắt đầu trở đi.',
    en: 'The last day must not lie before the first.',
  },
  taxCode: {
    vi: 'Mã số thuế gồm 10 chữ số, 13 chữ số (có gạch nối trước 3 số cuối) hoặc 12 chữ số của cá nhân.',
    en: 'A tax code has 10 digits, 13 with a dash before the last 3, or 12 for a person.',
  },
  many: { vi: 'Tối đa 100 cơ quan.', en: 'At most 100 organisations.' },
  lastDay: {
    vi: 'Hãy ghi ngày cuối cùng cơ quan còn hoạt động.',
    en: 'Give the last day of the organisation.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const line = (most = 500) => z.string().transform(singleSpaced).pipe(z.string().max(most, 'long'));
const optionalLine = line()
  .nullish()
  .transform((text) => text || null);

/** A day typed as 05/01/2026 or given as 2026-01-05; nothing typed is null. */
const optionalDay = z
  .string()
  .nullish()
  .transform((text, context) => {
    if (!text?.trim()) return null;
    const read = readTypedDate(text);
    if (read) return read;
    context.addIssue({ code: 'custom', message: 'date' });
    return z.NEVER;
  });
const lastDay = optionalDay.transform((read, context) => {
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'lastDay' });
  return z.NEVER;
});

const code = z
  .string()
  .transform((text) => singleSpaced(text).toUpperCase())
  .pipe(z.string().regex(codePattern, 'code'));
const codes = z.array(code).max(100, 'many');

const organisationSchema = z
  .object({
    code,
    kind: z.enum(organisationKinds, 'kind'),
    name: line().pipe(z.string().min(1, 'name')),
    nameEn: optionalLine,
    shortName: optionalLine,
    parent: code.nullish().transform((value) => value ?? null),
    taxCode: optionalLine.refine((text) => text === null || taxCodePattern.test(text), 'taxCode'),
    validFrom: optionalDay,
    validTo: optionalDay,
    predecessors: codes.default([]),
    successors: codes.optional(),
    confirmed: z.boolean().default(true),
    source: optionalLine,
    illustrative: z.boolean().default(false),
    version: z.number().int().optional(),
  })
  .refine(({ validFrom, validTo }) => !validFrom || !validTo || validFrom <= validTo, {
    path: ['validTo'],
    message: 'order',
  });

export type CheckedOrganisation = z.output<typeof organisationSchema>;

/** Throws InvalidInput with a message for every wrong field. */
export function checkOrganisation(input: OrganisationInput): CheckedOrganisation {
  return parseInput(organisationSchema, input, messages);
}

/** The end of an organisation: its last day and who carries on, by code. */
export interface OrganisationEnd {
  readonly code: string;
  readonly version: number;
  readonly validTo: string;
  readonly successors: readonly string[];
}

const endSchema = z.object({ code, version: z.number().int(), validTo: lastDay, successors: codes });

export function checkOrganisationEnd(input: OrganisationEnd): z.output<typeof endSchema> {
  return parseInput(endSchema, input, messages);
}
