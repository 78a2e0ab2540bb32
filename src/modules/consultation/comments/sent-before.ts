import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CommentInput } from './inputs.ts';

/** A comment of the same person that was sent already. */
export interface Before {
  readonly id: number;
  readonly part: number;
  readonly kind: string;
  readonly body: string;
  readonly proposed: string | null;
  readonly organisation_id: number | null;
  readonly state: string;
}

/** Nothing was sent now: the form was sent before with other words, or another one with the same. */
export class SentBefore extends Refusal {
  readonly comment: number;
  /** What was typed now can take the place of what was sent. */
  readonly mayReplace: boolean;

  constructor(comment: number, mayReplace: boolean, text: Text) {
    super('conflict', text);
    this.comment = comment;
    this.mayReplace = mayReplace;
  }
}

/** The comment where nothing differs and the same form sent it: a second click. Throws SentBefore otherwise. */
export function refuseSentBefore(
  before: Before,
  now: CommentInput & { readonly organisation_id: number | null },
  sameForm: boolean,
): number {
  const sameSpeaker = before.organisation_id === now.organisation_id;
  const same =
    before.part === now.part &&
    before.kind === now.kind &&
    before.body === now.body &&
    before.proposed === now.proposed;
  if (sameForm && same && sameSpeaker) return before.id;
  const sent = before.state === 'sent';
  const text = sent ? (sameForm ? otherWords : sameWords) : takenBack;
  throw new SentBefore(before.id, sent && sameSpeaker && !same, text);
}

const otherWords = {
  vi: 'Ý kiến gửi lần trước từ biểu mẫu này đã được nhận. Nội dung bạn vừa gõ thì chưa gửi, vẫn còn trong ô: hãy sửa ý kiến đã gửi, hoặc gửi thành một ý kiến khác.',
  en: 'What you sent before with this form was received. What you typed now was not sent and is still in the box: change the comment you sent, or send this as another one.',
};
const sameWords = {
  vi: 'Bạn đã gửi đúng nội dung này cho phần này rồi, nên lần này không gửi nữa.',
  en: 'You sent these very words on this part before, so they were not sent again.',
};
const takenBack = {
  vi: 'Ý kiến gửi lần trước từ biểu mẫu này đã được rút. Nội dung bạn gõ vẫn còn trong ô; muốn góp ý lại thì hãy gửi lần nữa.',
  en: 'What you sent before with this form was withdrawn. What you typed is still in the box; to comment again, send it once more.',
};
