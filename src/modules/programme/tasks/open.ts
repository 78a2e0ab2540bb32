import type { Text } from '../../../kernel/text.ts';
import type { Lead } from './store.ts';

/** Why a lead enters nothing for a task now; null where it does. `instance`: the code of the latest year of a yearly task. */
export function notOpen(
  lead: Pick<Lead, 'answer' | 'reportedOn'>,
  { yearly, instance }: { readonly yearly: boolean; readonly instance: string | null },
): Text | null {
  if (lead.answer === 'refused')
    return {
      vi: 'Cơ quan đã từ chối nhiệm vụ này. Hãy tiếp nhận nhiệm vụ trước khi ghi.',
      en: 'The agency refused this task. Take it on before anything is entered.',
    };
  if (lead.reportedOn !== null)
    return {
      vi: 'Cơ quan đã báo cáo hoàn thành và đang chờ xác nhận. Nếu báo cáo sai, hãy đính chính báo cáo đó.',
      en: 'The agency reported it as done, which waits to be confirmed. If the report is wrong, correct it.',
    };
  if (!yearly) return null;
  return instance === null
    ? {
        vi: 'Nhiệm vụ hằng năm được ghi theo từng năm; năm đầu tiên chưa được mở.',
        en: 'A yearly task is told of year by year; its first year is not open yet.',
      }
    : {
        vi: `Nhiệm vụ hằng năm được ghi theo từng năm: hãy mở ${instance}.`,
        en: `A yearly task is told of year by year: open ${instance}.`,
      };
}
