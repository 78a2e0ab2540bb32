import { z } from 'zod';
import type { Text } from '../../../kernel/text.ts';

const facts = z.object({ event: z.number().optional(), outcome: z.string().optional() }).catch({});

/** An event about telling people of another one; null where `name` is none. */
export function untoldSentence(name: string, given: unknown): Text | null {
  const { event = '', outcome } = facts.parse(given);
  if (name === 'mail.telling_tried')
    return outcome === 'failed'
      ? {
          vi: `Thử báo lại sự kiện số ${event}, vẫn gặp lỗi`,
          en: `Tried again to tell of event ${event}, in vain`,
        }
      : { vi: `Báo lại sự kiện số ${event}`, en: `Told people of event ${event}, which had failed` };
  if (name === 'mail.telling_passed_over')
    return {
      vi: `Bỏ qua, không báo sự kiện số ${event}`,
      en: `Passed over event ${event}: nobody is told of it`,
    };
  return null;
}
