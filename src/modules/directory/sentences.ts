import type { Language, Text } from '../../kernel/text.ts';
import { accountSentence } from './accounts/sentences.ts';
import { type PastEvent, pastFacts } from './history.ts';
import { organisationSentence } from './organisations/sentences.ts';
import { registrationSentence } from './registrations/sentences.ts';

const ours =
  /^(organisation|account|role|password|session|sign_in|factor|identity|registration|membership|email)\./;

const tellers: Readonly<Record<string, (lang: Language, event: PastEvent) => string>> = {
  organisation: organisationSentence,
  membership: organisationSentence,
  registration: registrationSentence,
};

/**
 * An event of the directory as a sentence without its subject, or null where `name` is none of its events.
 * `scopeName`: of the organisation a role's scope names by its number; `deputyName`: of the account the fact `deputy`
 * names by its own.
 */
export function directorySentence(
  name: string,
  kept: unknown,
  scopeName: string | null,
  deputyName: string | null = null,
): Text | null {
  if (!ours.test(name)) return null;
  const event: PastEvent = {
    ...{ seq: 0, at: new Date(0), actorKind: 'system', actorName: null },
    ...{ name, facts: pastFacts(kept), scopeName, deputyName },
  };
  const tell = tellers[name.slice(0, name.indexOf('.'))] ?? accountSentence;
  const vi = tell('vi', event);
  return vi === name ? null : { vi, en: tell('en', event) };
}
