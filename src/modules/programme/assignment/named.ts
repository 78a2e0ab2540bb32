import { parseLocalDate } from '../../../kernel/dates.ts';
import type { Deadline } from '../../../kernel/deadline.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import { readDeadline } from '../../../office/index.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { matchOrganisations } from '../../directory/index.ts';
import { agenciesMost, productMost } from '../tasks/task.ts';
import { agencyKey, type NamedAgency, type Wanted } from './assignment.ts';

/** As typed: agencies by names parted by semicolons or lines; what is empty says nothing. */
export interface TypedWanted {
  readonly leads: string;
  readonly partners: string;
  /** As printed: “Quý II/2026”. */
  readonly deadline: string;
  readonly product: string;
  readonly sector: string | null;
  readonly cadence: Cadence | null;
}

export const nothingWanted: TypedWanted = {
  ...{ leads: '', partners: '', deadline: '', product: '', sector: null, cadence: null },
};

export function namesIn(typed: string): readonly string[] {
  return [...new Set(typed.split(/[;\n]/).map(singleSpaced))].filter((name) => name !== '');
}

/**
 * What typed lines mean, with the names that the directory does not know, which stay as typed. One statement. Throws InvalidInput
 * `leads`, `deadline`, `product`.
 */
export async function namedWanted(
  db: Querying,
  typed: readonly TypedWanted[],
): Promise<{ readonly wanted: readonly Wanted[]; readonly unknown: readonly string[] }> {
  const names = [
    ...new Set(typed.flatMap(({ leads, partners }) => [...namesIn(leads), ...namesIn(partners)])),
  ];
  const known = await matchOrganisations(db, names);
  const named = (text: string): readonly NamedAgency[] | null => {
    const agencies = namesIn(text).map((name) => ({
      organisationId: known.get(name)?.id ?? null,
      name: known.get(name)?.name ?? name,
    }));
    const once = new Map(agencies.map((agency) => [agencyKey(agency), agency]));
    return once.size === 0 ? null : [...once.values()];
  };
  const wanted = typed.map((one): Wanted => {
    const leads = named(one.leads);
    const partners = named(one.partners);
    refuseWrong(one, leads ?? [], partners ?? []);
    return {
      ...{ leads, partners, deadline: typedDeadline(one.deadline) },
      ...{ product: singleSpaced(one.product) || null, sector: one.sector, cadence: one.cadence },
    };
  });
  return { wanted, unknown: names.filter((name) => !known.has(name)) };
}

/** null where nothing is typed. Throws InvalidInput `deadline` for words that name no time. */
export function typedDeadline(text: string): Deadline | null {
  if (singleSpaced(text) === '') return null;
  const deadline = readDeadline(text);
  if (deadline.kind === 'none' || deadline.raw.length > 200)
    throw new InvalidInput({
      deadline: {
        vi: `Không đọc được thời hạn “${text.slice(0, 60)}”. Hãy ghi như trong văn bản: 30/6/2026, 6/2026, Quý II/2026, 2025-2026, Hằng năm, Thường xuyên.`,
        en: `“${text.slice(0, 60)}” names no time. Write it as documents do: 30/6/2026, 6/2026, Quý II/2026, 2025-2026, Hằng năm, Thường xuyên.`,
      },
    });
  const { kind, from, to, raw } = deadline;
  return { kind, from: parseLocalDate(from ?? ''), to: parseLocalDate(to ?? ''), raw };
}

function refuseWrong(
  typed: TypedWanted,
  leads: readonly NamedAgency[],
  partners: readonly NamedAgency[],
): void {
  const both = leads.find((lead) => partners.some((partner) => agencyKey(partner) === agencyKey(lead)));
  if (both)
    throw new InvalidInput({
      leads: {
        vi: `“${both.name}” vừa chủ trì vừa phối hợp: hãy chọn một.`,
        en: `“${both.name}” both leads and takes part: choose one.`,
      },
    });
  if (leads.length > agenciesMost || partners.length > agenciesMost)
    throw new InvalidInput({
      leads: {
        vi: `Một nhiệm vụ giao cho nhiều nhất ${agenciesMost} cơ quan; hãy tách nhiệm vụ.`,
        en: `A task is given to at most ${agenciesMost} agencies; split the task.`,
      },
    });
  if ([...leads, ...partners].some(({ name }) => [...name].length > 300))
    throw new InvalidInput({
      leads: {
        vi: 'Tên cơ quan dài quá 300 ký tự.',
        en: 'The name of an agency has more than 300 characters.',
      },
    });
  if ([...typed.product].length > productMost)
    throw new InvalidInput({
      product: {
        vi: `Sản phẩm dài quá ${productMost} ký tự.`,
        en: `The product has more than ${productMost} characters.`,
      },
    });
}
