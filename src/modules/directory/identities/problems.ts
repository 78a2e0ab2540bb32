import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import type { SignOnFailure } from './provider.ts';

/** Why a way to a provider let nobody in. */
export type SignOnProblem =
  | SignOnFailure['reason']
  | 'stale'
  | 'no_account'
  | 'no_email'
  | 'taken'
  | 'second'
  | 'too_many';

/** As addresses name them. */
const codes = {
  away: 'mat-lien-lac',
  cancelled: 'da-huy',
  not_signed_in_there: 'chua-dang-nhap',
  wrong_answer: 'khong-xac-thuc-duoc',
  stale: 'het-han',
  no_account: 'chua-co-tai-khoan',
  no_email: 'khong-co-e-mail',
  taken: 'da-lien-ket-noi-khac',
  second: 'da-lien-ket',
  too_many: 'qua-nhieu-lan',
} as const satisfies Record<SignOnProblem, string>;

export function problemCode(problem: SignOnProblem): string {
  return codes[problem];
}

/** The problem an address names; null for anything else. */
export function problemOf(code: string): SignOnProblem | null {
  const found = Object.entries(codes).find(([, one]) => one === code);
  return (found?.[0] as SignOnProblem | undefined) ?? null;
}

export function findProvider(providers: readonly IdentityProvider[], name: string): IdentityProvider | null {
  return providers.find((provider) => provider.name === name) ?? null;
}
