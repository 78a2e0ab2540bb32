import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { matchOrganisations } from './matching.ts';
import { codePattern, type NamedOrganisation } from './organisation.ts';
import { nearestOrganisations } from './queries.ts';

/** How a form shows an organisation in a field of words: “SKHCN · Sở Khoa học và Công nghệ”. */
export function typedName(organisation: NamedOrganisation | null): string {
  return organisation ? `${organisation.code} · ${organisation.name}` : '';
}

/** One organisation a line, as `typedName` writes them. */
export function typedNames(organisations: readonly NamedOrganisation[]): string {
  return organisations.map(typedName).join('\n');
}

/**
 * The codes of organisations typed one a line, by code or by any name that means only one; by field of the form.
 * Throws InvalidInput naming what nothing was found for, with what comes near.
 */
export async function readTyped<Field extends string>(
  db: Querying,
  typed: Readonly<Record<Field, string>>,
): Promise<Record<Field, string[]>> {
  const fields = Object.entries<string>(typed) as [Field, string][];
  const lines = new Map(fields.map(([field, text]) => [field, linesOf(text)]));
  const found = await matchOrganisations(db, [...new Set([...lines.values()].flat())]);
  const wrong: Partial<Record<Field, Text>> = {};
  const codes = {} as Record<Field, string[]>;
  for (const [field, names] of lines) {
    const unknown = names.find((name) => !found.has(name));
    if (unknown !== undefined) wrong[field] = await unknownName(db, unknown);
    codes[field] = names.flatMap((name) => found.get(name)?.code ?? []);
  }
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return codes;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => singleSpaced(line))
    .map((line) => {
      const [code = ''] = line.split(' · ');
      return codePattern.test(code) ? code : line;
    })
    .filter((line) => line !== '')
    .slice(0, 100);
}

async function unknownName(db: Querying, name: string): Promise<Text> {
  const near = (await nearestOrganisations(db, name.slice(0, 200))).map(typedName).join('; ');
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return {
    vi: `Chưa rõ “${shown}” là cơ quan nào. ${near ? `Gần giống: ${near}. ` : ''}Hãy ghi mã hoặc tên đầy đủ.`,
    en: `It is not clear which organisation “${shown}” is. ${near ? `Near: ${near}. ` : ''}Give its code or full name.`,
  };
}
