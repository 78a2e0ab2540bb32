import type { Text } from '../../../kernel/text.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import type { CheckedOrganisation } from './inputs.ts';
import type { NamedOrganisation, OrganisationKind } from './organisation.ts';

/** An organisation as its row holds it, locked for change. */
export interface LockedOrganisation {
  readonly id: number;
  readonly code: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly version: number;
  readonly fields: Readonly<Record<ComparedField, string | null>>;
}

/** Fields whose change an event tells, as texts. */
export const comparedFields = [
  'kind',
  'name',
  'nameEn',
  'shortName',
  'parent',
  'taxCode',
  'validFrom',
  'validTo',
  'predecessors',
  'successors',
  'confirmed',
  'source',
  'illustrative',
] as const;
export type ComparedField = (typeof comparedFields)[number];

export async function lockOrganisation(tx: Transaction, code: string): Promise<LockedOrganisation | null> {
  const row = await tx
    .selectFrom('organisation')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const links = await linkedCodes(tx, row.id);
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as OrganisationKind,
    name: row.name,
    valid_from: row.valid_from,
    valid_to: row.valid_to,
    version: row.version,
    fields: {
      kind: row.kind,
      name: row.name,
      nameEn: row.name_en,
      shortName: row.short_name,
      parent: links.find(({ link }) => link === 'parent')?.code ?? null,
      taxCode: row.tax_code,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      predecessors: listText(links.filter(({ link }) => link === 'predecessor').map((one) => one.code)),
      successors: listText(links.filter(({ link }) => link === 'successor').map((one) => one.code)),
      confirmed: String(row.confirmed),
      source: row.source,
      illustrative: String(row.illustrative),
    },
  };
}

async function linkedCodes(db: Querying, id: number) {
  return db
    .selectFrom('organisation_succession as s')
    .innerJoin('organisation as o', 'o.id', 's.predecessor_id')
    .select((e) => ['o.code', e.val<'parent' | 'predecessor' | 'successor'>('predecessor').as('link')])
    .where('s.successor_id', '=', id)
    .unionAll(
      db
        .selectFrom('organisation_succession as s')
        .innerJoin('organisation as o', 'o.id', 's.successor_id')
        .select((e) => ['o.code', e.val<'parent' | 'predecessor' | 'successor'>('successor').as('link')])
        .where('s.predecessor_id', '=', id),
    )
    .unionAll(
      db
        .selectFrom('organisation as child')
        .innerJoin('organisation as o', 'o.id', 'child.parent_id')
        .select((e) => ['o.code', e.val<'parent' | 'predecessor' | 'successor'>('parent').as('link')])
        .where('child.id', '=', id),
    )
    .execute();
}

/** Codes as one text, in a fixed order so that two lists compare. */
export function listText(codes: readonly string[]): string | null {
  return codes.length === 0 ? null : [...new Set(codes)].sort().join(', ');
}

/** The input in the texts that `LockedOrganisation.fields` has; successors left out stay as they were. */
export function comparableFields(
  input: CheckedOrganisation,
  successorsBefore: string | null,
): Record<ComparedField, string | null> {
  return {
    kind: input.kind,
    name: input.name,
    nameEn: input.nameEn,
    shortName: input.shortName,
    parent: input.parent,
    taxCode: input.taxCode,
    validFrom: input.validFrom,
    validTo: input.validTo,
    predecessors: listText(input.predecessors),
    successors: input.successors ? listText(input.successors) : successorsBefore,
    confirmed: String(input.confirmed),
    source: input.source,
    illustrative: String(input.illustrative),
  };
}

export async function organisationsByCode(
  db: Querying,
  codes: readonly string[],
): Promise<Map<string, NamedOrganisation>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'code', 'name'])
    .where((e) => e('code', '=', e.fn.any(e.val([...new Set(codes)]))))
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

/** Writes the predecessors and, where given, the successors of an organisation as they shall be. */
export async function writeSuccession(
  tx: Transaction,
  id: number,
  links: { readonly predecessors?: readonly number[]; readonly successors?: readonly number[] },
): Promise<void> {
  const { predecessors, successors } = links;
  if (predecessors) await tx.deleteFrom('organisation_succession').where('successor_id', '=', id).execute();
  if (successors) await tx.deleteFrom('organisation_succession').where('predecessor_id', '=', id).execute();
  const pairs = [
    ...(predecessors ?? []).map((predecessor) => ({ predecessor_id: predecessor, successor_id: id })),
    ...(successors ?? []).map((successor) => ({ predecessor_id: id, successor_id: successor })),
  ];
  if (pairs.length > 0)
    await tx
      .insertInto('organisation_succession')
      .values(pairs)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export const conflictText: Text = {
  vi: 'Người khác vừa lưu thay đổi cho nội dung này. Chưa có gì của bạn bị mất: hãy so lại rồi lưu lần nữa.',
  en: 'Someone else has just saved a change here. Nothing of yours is lost: compare and save again.',
};
