import { z } from 'zod';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';

/** The two catalogues: major problems (bài toán lớn) and technology needs (nhu cầu công nghệ). */
export const catalogueKinds = ['problems', 'needs'] as const;
export type CatalogueKind = (typeof catalogueKinds)[number];

/** What became of an entry, as the public sees it. */
export const entryStatuses = ['open', 'in_progress', 'resolved', 'not_taken_up'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

export const entryStatusNames: Readonly<Record<EntryStatus, Text>> = {
  open: { vi: 'đang tìm lời giải', en: 'looking for a solution' },
  in_progress: { vi: 'đang triển khai', en: 'in work' },
  resolved: { vi: 'đã giải quyết', en: 'resolved' },
  not_taken_up: { vi: 'chưa triển khai', en: 'not taken up' },
};

const text = z.string().nullable().default(null);
const texts = z.array(z.string()).default([]);

/** An expected result: `value` keeps its operator as written (“≥ 85”); `due` is ISO, possibly incomplete. */
export const expectedResult = z.object({
  text: z.string(),
  indicator: text,
  unit: text,
  value: text,
  due: text,
});
export type ExpectedResult = z.infer<typeof expectedResult>;

export const moneySources = ['su_nghiep', 'dau_tu_cong', 'doanh_nghiep', 'khac'] as const;
export const doingForms = [
  'dat_hang',
  'thue_dich_vu',
  'dau_tu_cong',
  'ppp',
  'doanh_nghiep_dau_tu',
  'thu_nghiem',
  'thuong_xuyen',
] as const;
export const acquisitionForms = [
  'mua',
  'thue',
  'hop_tac',
  'dat_hang_nghien_cuu',
  'chuyen_giao',
  'tu_van',
] as const;
export const priorities = ['cao', 'trung_binh', 'thap'] as const;
export const levels = ['tinh', 'so_nganh', 'xa'] as const;

/** Money by source and year, in whole đồng. */
const moneyLine = z.object({
  source: z.enum(moneySources),
  year: z.number().int().nullable().default(null),
  amount: z.number().int().nonnegative(),
});

/** What only a problem has. Lists keep their order; texts are NFC. */
export const problemDetail = z.object({
  level: z.enum(levels).nullable().default(null),
  context: text,
  painPoints: texts,
  questions: texts,
  objective: text,
  results: z.array(expectedResult).default([]),
  scale: text,
  /** Which data exist to work with, who holds them, how they can be shared. */
  availableData: text,
  /** Who will use the result and what they commit to. */
  beneficiary: text,
  commitment: text,
  forms: z.array(z.enum(doingForms)).default([]),
  money: z.array(moneyLine).default([]),
  time: z.object({ from: text, to: text, raw: text }).default({ from: null, to: null, raw: null }),
  /** Code of the product in the national list of strategic technologies. */
  strategicProduct: text,
  carriedFrom: text,
});
export type ProblemDetail = z.infer<typeof problemDetail>;

/** What only a technology need has. */
export const needDetail = z.object({
  currentTechnology: text,
  requirements: z.array(z.object({ parameter: z.string(), unit: text, value: z.string() })).default([]),
  results: z.array(expectedResult).default([]),
  capacity: text,
  purpose: text,
  acquisition: z.array(z.enum(acquisitionForms)).default([]),
  /** In whole đồng; null = negotiable. */
  money: z
    .object({
      min: z.number().int().nonnegative().nullable(),
      max: z.number().int().nonnegative().nullable(),
    })
    .nullable()
    .default(null),
  deadline: text,
  contact: text,
  /** How officers reach the organisation in need; never public. */
  privateContact: text,
  /** Readiness wanted, 1–9. */
  trl: z.number().int().min(1).max(9).nullable().default(null),
  priority: z.enum(priorities).nullable().default(null),
  carriedFrom: text,
});
export type NeedDetail = z.infer<typeof needDetail>;

export const organisationRoles = ['lead', 'partner', 'proposer', 'beneficiary', 'in_need'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** An organisation named by an entry; `id` and `code` are null while the directory knows no such name. */
export interface NamedOrganisation {
  readonly role: OrganisationRole;
  readonly id: number | null;
  readonly code: string | null;
  readonly name: string;
}

export interface Place {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

interface EntryBody {
  readonly id: number;
  readonly editionId: number;
  readonly ordinal: number;
  /** BTL-2026-03, NCCN-2026-012: counts within the edition in printed order and never changes. */
  readonly code: string;
  readonly tt: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly summaryEn: string | null;
  readonly sectors: readonly string[];
  readonly status: EntryStatus;
  readonly openFrom: LocalDate | null;
  readonly openTo: LocalDate | null;
  readonly extra: Readonly<Record<string, string>>;
  readonly keywords: readonly string[];
  /** A confidential entry is not published with its edition: its publishedAt stays null. */
  readonly confidential: boolean;
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly publishedAt: Date | null;
  readonly version: number;
  readonly updatedAt: Date;
}

export type Entry = EntryBody &
  (
    | { readonly kind: 'problems'; readonly detail: ProblemDetail }
    | { readonly kind: 'needs'; readonly detail: NeedDetail }
  );
