import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { agencyOfficers, holdersOf, type Reachable, reachableOf } from '../directory/index.ts';
import { agencyName, type ListedDirective, owedOf, owedToTell, programmeWork } from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

type Owed = NonNullable<Awaited<ReturnType<typeof owedToTell>>>;

/** Whom an event is told to, and in which state of what is owed it still holds. */
interface Telling {
  readonly state: ListedDirective['state'];
  readonly to: 'agency' | 'givers';
  readonly say: (owed: Owed) => Text;
}

const ofOne = z.looseObject({ owed: z.number() });

/** Each agency hears what it owes and when it is due, those who gave the directive what was answered. */
export async function tellOfDirective(tx: Transaction, services: Services, event: PastEvent): Promise<void> {
  const one = ofOne.safeParse(event.facts);
  const ids = one.success ? [one.data.owed] : await owedOf(tx, Number(event.subject_id));
  for (const id of ids) await tellOfOwed(tx, services, event, id);
}

async function tellOfOwed(tx: Transaction, services: Services, event: PastEvent, id: number): Promise<void> {
  // of each agency's answer by itself: what another one did changes nothing of it
  const subject = { kind: 'directive_agency', id: String(id) };
  await withdrawNews(tx, 'task', subject, services.clock());
  const telling = tellings[event.name];
  const owed = telling && (await owedToTell(tx, id));
  if (!telling || !owed || owed.state !== telling.state) return;
  const people =
    telling.to === 'givers'
      ? await reachableOf(tx, owed.tellOf)
      : await officersOrDepartment(tx, services, owed.agency.id);
  await notify(
    tx,
    services,
    people.filter((person) => person.id !== event.actor_account),
    {
      ...{ topic: 'task', subject, path: programmeWork.directive(owed.directiveId, owed.id) },
      ...{ title: telling.say(owed), detail: detailOf(owed, telling.to) },
    },
  );
}

/** Of an agency without officers, the department sees to it. */
async function officersOrDepartment(
  tx: Transaction,
  { clock }: Services,
  organisationId: number,
): Promise<readonly Reachable[]> {
  const today = localDateOf(clock());
  const own = await agencyOfficers(tx, organisationId, today);
  return own.length > 0 ? own : holdersOf(tx, 'programme_officer', 0, today);
}

function detailOf(owed: Owed, to: Telling['to']): Text {
  const [line = ''] = owed.body.split('\n');
  const words = line.length > 160 ? `${line.slice(0, 160).trimEnd()}…` : line;
  if (to === 'givers')
    return {
      vi: `${agencyName('vi', owed.agency)} đã báo cáo. Chỉ đạo: ${words}`,
      en: `Answered by ${agencyName('en', owed.agency)}. The directive: “${words}”`,
    };
  return {
    vi: `${owed.leader} giao ${agencyName('vi', owed.agency)}, báo cáo chậm nhất ngày ${formatDate('vi', owed.dueOn)}: ${words}`,
    en: `${owed.leader} to ${agencyName('en', owed.agency)}, to be answered by ${formatDate('en', owed.dueOn)}: “${words}”`,
  };
}

const says = (vi: string, en: string) => (owed: Owed) => ({
  vi: `${vi} ${owed.code}`,
  en: `${en} ${owed.code}`,
});

const tellings: Readonly<Record<string, Telling>> = {
  'directive.given': { state: 'waiting', to: 'agency', say: says('Chỉ đạo mới', 'A new directive:') },
  'directive.asked_again': {
    ...{ state: 'waiting', to: 'agency' },
    say: says('Yêu cầu báo cáo lại về chỉ đạo', 'Asked again about directive'),
  },
  'directive.near': {
    ...{ state: 'waiting', to: 'agency' },
    say: says('Sắp đến hạn báo cáo chỉ đạo', 'Soon to be answered: directive'),
  },
  'directive.late': {
    ...{ state: 'waiting', to: 'agency' },
    say: says('Quá hạn báo cáo chỉ đạo', 'Late: the answer to directive'),
  },
  'directive.answered': {
    ...{ state: 'answered', to: 'givers' },
    say: says('Đã có báo cáo về chỉ đạo', 'Answered: directive'),
  },
  'directive.withdrawn': {
    ...{ state: 'withdrawn', to: 'agency' },
    say: says('Đã thu hồi chỉ đạo', 'Withdrawn: directive'),
  },
};

/** Events after which what was still to be told of an answer holds no longer. */
export const directiveEvents = [...Object.keys(tellings), 'directive.accepted'];
