import type { Text } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';

/** What people call a provider; one that is set no longer by its short name. */
export function labelOf(providers: readonly IdentityProvider[], name: string): Text {
  return providers.find((provider) => provider.name === name)?.label ?? { vi: name, en: name };
}

/** Whether a provider speaks for an issuer; settings write it with a slash at its end or without. */
export function isIssuer({ issuer }: IdentityProvider, named: string): boolean {
  return issuer.href.replace(/\/$/, '') === named.replace(/\/$/, '');
}
