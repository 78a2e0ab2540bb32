import type { Actor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import type { Edition } from '../edition.ts';
import { type StepInput, take } from './take.ts';

const whyGivenUp: Text = {
  vi: 'Hãy ghi lý do bỏ, để người sau đọc lại hiểu vì sao bản này không được công bố.',
  en: 'Say why it is given up, so that who reads it later knows why it was not published.',
};

/**
 * A draft that will not be published: nobody edits it any more, and another amendment of its edition may be begun. It
 * stays to be read with the reason. Throws Refusal or InvalidInput `remark`.
 */
export function giveUpEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: StepInput,
): Promise<Edition> {
  return take(services, actor, id, {
    ...input,
    verb: () => 'give_up',
    event: 'edition.given_up',
    remarkNeeded: whyGivenUp,
  });
}

/**
 * What was given up is a draft again; its code can be had in no other way. An amendment is not gone on with: the
 * entries it copied may have changed since. Throws Refusal.
 */
export function resumeEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: StepInput = {},
): Promise<Edition> {
  return take(services, actor, id, {
    ...input,
    verb: () => 'resume',
    event: 'edition.resumed',
    guard: ({ amends, code }) => {
      if (amends) throw stale(code);
    },
  });
}

function stale(code: string): Refusal {
  return new Refusal('wrong_state', {
    vi: `Bản điều chỉnh ${code} đã bỏ nên không làm tiếp được, vì danh mục có thể đã thay đổi từ đó. Hãy lập bản điều chỉnh khác từ danh mục.`,
    en: `The amendment ${code} was given up and is not gone on with, since the edition may have changed. Begin another amendment of the edition.`,
  });
}
