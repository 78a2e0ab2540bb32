import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { agencyOfficers } from '../directory/index.ts';
import { letterToTell, programmeWork } from '../programme/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

/** The agency's officers hear that a letter urging it was issued, or recalled; whoever has none gets the paper alone. */
export async function tellOfUrgingLetter(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  const letter = await letterToTell(tx, Number(event.subject_id));
  const subject = { kind: 'urging_letter', id: event.subject_id };
  await withdrawNews(tx, 'task', subject, services.clock());
  if (letter?.number == null || letter.issuedOn === null) return;
  const { agency, issuedOn, recalledOn, recallReason, reportBy, kept } = letter;
  const recalled = event.name === 'urging_letter.recalled';
  // recalled before anybody was told of it: only that is told
  if (recalled !== (recalledOn !== null)) return;
  const number = `${letter.number}/${letter.texts.symbol}`;
  const count = kept?.tasks.length ?? 0;
  const people = await agencyOfficers(tx, agency.id, localDateOf(services.clock()));
  await notify(
    tx,
    services,
    people.filter(({ id }) => id !== event.actor_account),
    {
      ...{ topic: 'task', subject, path: programmeWork.urgingLetter(letter.id) },
      ...(recalled
        ? {
            title: {
              vi: `Đã thu hồi công văn đôn đốc số ${number}`,
              en: `Recalled: urging letter no. ${number}`,
            },
            detail: {
              vi: `Công văn ngày ${formatDate('vi', issuedOn)} không còn hiệu lực. Lý do: ${recallReason}`,
              en: `The letter of ${formatDate('en', issuedOn)} holds no longer. The reason: “${recallReason}”`,
            },
          }
        : {
            title: { vi: `Công văn đôn đốc số ${number}`, en: `Urging letter no. ${number}` },
            detail: {
              vi: `Ngày ${formatDate('vi', issuedOn)}, về ${count} nhiệm vụ. Đề nghị báo cáo, giải trình trước ngày ${formatDate('vi', reportBy)}.`,
              en: `Of ${formatDate('en', issuedOn)}, about ${count} tasks. Report and explain before ${formatDate('en', reportBy)}.`,
            },
          }),
    },
  );
}
