import { system } from '../../src/kernel/actor.ts';
import {
  createAccount,
  type NewAccountInput,
  type OrganisationInput,
  saveOrganisation,
} from '../../src/modules/directory/index.ts';
import type { Services } from '../../src/platform/services.ts';

/** A password that passes every rule. */
export const testPassword = 'một câu dễ nhớ 2026';

let made = 0;

/** An organisation through the command: a department unless said otherwise. */
export async function makeOrganisation(
  services: Services,
  input: Partial<OrganisationInput> & { readonly code: string },
): Promise<{ id: number; code: string }> {
  const { id } = await saveOrganisation(services, system, {
    kind: 'department',
    name: `Cơ quan ${input.code}`,
    ...input,
  });
  return { id, code: input.code };
}

/** An account through the command; an agency officer with `testPassword` unless said otherwise. */
export async function makeAccount(
  services: Services,
  input: Partial<NewAccountInput> = {},
): Promise<{ id: number; email: string }> {
  made += 1;
  const email = input.email ?? `nguoi.${made}@langson.example`;
  const { id } = await createAccount(services, system, {
    name: 'Nông Thị Bích Liên',
    roles: [{ role: 'agency_officer' }],
    password: testPassword,
    ...input,
    email,
  });
  return { id, email };
}

/** The departments before and after the merger of 1 March 2025, a province and two communes. */
export async function makeLangSon(services: Services): Promise<void> {
  const organisations: readonly (Partial<OrganisationInput> & { readonly code: string })[] = [
    {
      code: 'UBND-LS',
      kind: 'people_committee',
      name: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      shortName: 'UBND tỉnh',
    },
    {
      code: 'STTTT',
      name: 'Sở Thông tin và Truyền thông',
      shortName: 'Sở TT&TT',
      validTo: '2025-02-28',
      parent: 'UBND-LS',
    },
    {
      code: 'SKHCN',
      name: 'Sở Khoa học và Công nghệ',
      nameEn: 'Department of Science and Technology',
      shortName: 'Sở KH&CN',
      validFrom: '2025-03-01',
      parent: 'UBND-LS',
      predecessors: ['STTTT'],
    },
    { code: '20-06184', kind: 'commune', name: 'Xã Đồng Đăng', shortName: 'Đồng Đăng', parent: 'UBND-LS' },
    { code: '20-06187', kind: 'ward', name: 'Phường Kỳ Lừa', shortName: 'Kỳ Lừa', parent: 'UBND-LS' },
  ];
  for (const organisation of organisations) await makeOrganisation(services, organisation);
}
