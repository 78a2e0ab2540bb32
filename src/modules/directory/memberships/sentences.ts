import { memberRoles } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import type { PastEvent } from '../history.ts';
import { memberTexts } from './texts.ts';

/** One event of the members of an organisation as a sentence without its subject; null where it is none. */
export function memberSentence(lang: Language, { name, facts, deputyName }: PastEvent): string | null {
  const { events: t, roles } = memberTexts(lang);
  const role = memberRoles.find((one) => one === facts.memberRole);
  const as = (role ? roles[role] : '–').toLocaleLowerCase('vi');
  const who = deputyName ?? t.somebody;
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
  switch (name) {
    case 'membership.invited':
      return t.invited(as);
    case 'membership.invitation_withdrawn':
      return t.withdrawn;
    case 'membership.joined':
      return capital(t.joined(who, as));
    case 'membership.role_changed':
      return t.roleChanged(who, as);
    case 'membership.ended':
      return capital(facts.by === 'self' ? t.left(who) : t.removed(who));
    case 'membership.offered':
      return t.offered(who);
    case 'membership.offer_declined':
      return capital(t.declined(who));
    case 'membership.handed_over':
      return capital(t.handedOver(who));
    case 'membership.appointed':
      return t.appointed(who, as);
    case 'organisation.profile_changed':
      return t.profile;
    default:
      return null;
  }
}
