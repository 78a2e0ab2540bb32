/** Licences by their address, as people call them. */
const names: readonly (readonly [address: RegExp, name: string])[] = [
  [/creativecommons\.org\/licenses\/by\/4\.0/, 'CC BY 4.0'],
  [/creativecommons\.org\/licenses\/by-sa\/4\.0/, 'CC BY-SA 4.0'],
  [/creativecommons\.org\/publicdomain\/zero\/1\.0/, 'CC0 1.0'],
  [/opendatacommons\.org\/licenses\/by/, 'ODC-By'],
  [/opendatacommons\.org\/licenses\/odbl/, 'ODbL'],
  [/opendatacommons\.org\/licenses\/pddl/, 'PDDL'],
];

export function licenceName(address: string): string {
  return names.find(([known]) => known.test(address))?.[1] ?? address;
}
