import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { agencyOfficers } from '../directory/index.ts';
import { letterToTell, programmeWork } from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify } from './notify.ts';

/** The agency's officers hear that a letter urging it was issued; whoever has none gets the paper alone. */
export async function tellOfUrgingLetter(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  const letter = await letterToTell(tx, Number(event.subject_id));
  if (letter?.number == null || letter.issuedOn === null) return;
  const { agency, issuedOn, reportBy, kept } = letter;
  const number = `${letter.number}/${letter.texts.symbol}`;
  const count = kept?.tasks.length ?? 0;
  const people = await agencyOfficers(tx, agency.id, localDateOf(services.clock()));
  await notify(
    tx,
    services,
    people.filter(({ id }) => id !== event.actor_account),
    {
      ...{ topic: 'task', subject: { kind: 'urging_letter', id: event.subject_id } },
      path: programmeWork.urgingLetter(letter.id),
      title: { vi: `Công văn đôn đốc số ${number}`, en: `Urging letter no. ${number}` },
      detail: {
        vi: `Ngày ${formatDate('vi', issuedOn)}, về ${count} nhiệm vụ. Đề nghị báo cáo, giải trình trước ngày ${formatDate('vi', reportBy)}.`,
        en: `Of ${formatDate('en', issuedOn)}, about ${count} tasks. Report and explain before ${formatDate('en', reportBy)}.`,
      },
    },
  );
}
