import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { texts } from '../../../ui/texts/texts.ts';
import { factorLetterTexts } from '../factors/letter-texts.ts';
import type { PastEvent } from '../history.ts';
import { proofText, signInTexts } from '../sign-ins/texts.ts';
import { accountTexts } from './texts.ts';

/** The Vietnamese or English title of a role. */
export function roleName(lang: Language, role: string): string {
  const names: Readonly<Record<string, string>> = texts(lang).roles;
  return names[role] ?? role;
}

/** One event of an account as a sentence without its subject. */
export function accountSentence(lang: Language, { name, facts, scopeName, deputyName }: PastEvent): string {
  const t = accountTexts(lang);
  const role = roleName(lang, facts.role ?? '');
  const scope = scopeName ?? t.everywhere;
  const labels: Readonly<Record<string, string>> = t.fieldNames;
  const sessions = facts.sessions?.length ?? 0;
  switch (name) {
    case 'account.created':
      return t.events.created((facts.grants ?? []).map((grant) => roleName(lang, grant.role)).join(', '));
    case 'account.changed':
      return t.events.changed((facts.fields ?? []).map((field) => labels[field] ?? field).join(', '));
    case 'account.closed':
      return t.events.closed;
    case 'account.erased':
      return t.events.erased;
    case 'account.consented':
      return t.events.consented;
    case 'account.data_exported':
      return t.events.dataExported;
    case 'account.reopened':
      return t.events.reopened;
    case 'account.letters_chosen':
      return t.events.lettersChosen;
    case 'account.viewed':
      return t.events.viewed;
    case 'role.granted':
      return t.events.granted(role, scope);
    case 'role.revoked':
      return t.events.revoked(role, scope);
    case 'account.delegated':
      return t.events.delegated(
        scopeName ? `${role} · ${scopeName}` : role,
        deputyName ?? t.somebody,
        formatDate(lang, facts.validFrom ?? ''),
        formatDate(lang, facts.validTo ?? ''),
      );
    case 'account.delegation_ended':
      return t.events.delegationEnded(role, deputyName ?? t.somebody);
    case 'account.absent':
      return t.events.absent(formatDate(lang, facts.validFrom ?? ''), formatDate(lang, facts.validTo ?? ''));
    case 'account.absence_ended':
      return t.events.absenceEnded;
    case 'password.changed':
      if (facts.by === 'letter') return t.events.byLetter;
      return facts.by === 'administrator' ? t.events.reset : t.events.password;
    case 'email.change_asked':
      return t.events.emailAsked;
    case 'email.change_refused':
      return t.events.emailRefused;
    case 'email.changed':
      return t.events.emailChanged;
    case 'session.started':
      return startedText(lang, facts);
    case 'identity.linked':
      return t.events.identityLinked(facts.provider ?? '');
    case 'identity.unlinked':
      return t.events.identityUnlinked(facts.provider ?? '');
    case 'session.ended':
      if (facts.by === 'sign_out') return t.events.signedOut;
      return facts.by === 'administrator'
        ? t.events.endedByAdministrator(sessions)
        : t.events.ended(sessions);
    case 'factor.added':
      return t.events.factorAdded(factorName(lang, facts.factor));
    case 'factor.removed':
      return t.events.factorRemoved(factorName(lang, facts.factor));
    case 'factor.codes_renewed':
      return t.events.codesRenewed;
    case 'factor.recovery_used':
      return t.events.recoveryUsed;
    case 'factor.reset':
      return t.events.factorsReset;
    case 'sign_in.refused':
      return t.events.refused;
    default:
      return name;
  }
}

function factorName(lang: Language, factor: string | undefined): string {
  const names: Readonly<Record<string, string>> = factorLetterTexts(lang).factors;
  return names[factor ?? ''] ?? factor ?? '';
}

function startedText(lang: Language, { proof, provider }: PastEvent['facts']): string {
  const t = accountTexts(lang).events;
  const started = provider ? t.startedThrough(provider) : t.started;
  return proof === undefined || proof === 'sso'
    ? started
    : `${started} ${proofText(signInTexts(lang), proof)}`;
}
