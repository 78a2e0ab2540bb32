import { InvalidInput } from '../../../kernel/refusal.ts';
import { readLines } from '../../catalogue/index.ts';
import { reasonMost } from '../consultation.ts';
import { isBlank, refuseWrong, wrongText } from '../inputs.ts';
import { bodyMost, type CommentKind, commentKinds, type Outcome, outcomes, replyMost } from './comment.ts';

/** The fields of a comment as typed. */
export interface TypedComment {
  /** Position of the part; “0”: the whole draft. */
  readonly part: string;
  readonly kind: string;
  readonly body: string;
  readonly proposed: string;
  /** Id of the organisation it is written for; empty: for oneself. */
  readonly as: string;
}

export interface CommentInput {
  readonly part: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly proposed: string | null;
}

/** Throws InvalidInput by field. Whether there is such a part is asked where it is saved. */
export function readComment(typed: Omit<TypedComment, 'as'>): CommentInput {
  const kind = commentKinds.find((one) => one === typed.kind);
  const part = /^\d{1,6}$/.test(typed.part) ? Number(typed.part) : null;
  const body = readLines(typed.body);
  const proposed = readLines(typed.proposed);
  refuseWrong({
    part: part === null ? { vi: 'Hãy chọn phần góp ý.', en: 'Choose the part you comment on.' } : null,
    kind: kind ? null : { vi: 'Hãy chọn loại ý kiến.', en: 'Choose what kind of comment it is.' },
    body: wrongText(body, bodyMost, {
      vi: 'Hãy viết nội dung góp ý.',
      en: 'Write the comment.',
    }),
    proposed: wrongText(proposed, bodyMost, null),
  });
  if (!kind || part === null) throw new Error('checked above');
  return { part, kind, body, proposed: isBlank(proposed) ? null : proposed };
}

/** A reply as typed. Throws InvalidInput `outcome`, `reply`: what is not accepted as it stands has its reason. */
export function readReply(typed: { readonly outcome: string; readonly reply: string }): {
  readonly outcome: Outcome;
  readonly body: string;
} {
  const outcome = outcomes.find((one) => one === typed.outcome);
  const body = readLines(typed.reply);
  refuseWrong({
    outcome: outcome ? null : { vi: 'Hãy chọn cách tiếp thu.', en: 'Choose what becomes of it.' },
    reply: wrongText(
      body,
      replyMost,
      outcome === 'accepted'
        ? null
        : {
            vi: 'Hãy giải trình: vì sao không tiếp thu, hoặc tiếp thu phần nào.',
            en: 'Explain why it is not accepted, or which part is.',
          },
    ),
  });
  if (!outcome) throw new Error('checked above');
  return { outcome, body };
}

/** A comment as it was read; also a reply. */
export interface ReadComment {
  readonly id: number;
  readonly version: number;
}

/** A comment chosen in a list, with the version that was read: “12-3”. Null: nothing that was offered. */
export function readChosen(typed: string): ReadComment | null {
  const [, id, version] = /^([1-9]\d{0,14})-(\d{1,9})$/.exec(typed) ?? [];
  return id && version ? { id: Number(id), version: Number(version) } : null;
}

/** Why a comment is not shown; its author reads it. Throws InvalidInput `note`. */
export function readNote(typed: string): string {
  const note = readLines(typed);
  refuseWrong({
    note: wrongText(note, reasonMost, {
      vi: 'Hãy ghi lý do để người góp ý biết.',
      en: 'Give the reason, which the commenter reads.',
    }),
  });
  return note;
}

export function noSuchPart(): InvalidInput {
  return new InvalidInput({
    part: {
      vi: 'Không có phần này trong dự thảo; hãy chọn lại.',
      en: 'The draft has no such part; choose again.',
    },
  });
}

/** Most comments found by their numbers at once. */
const mostNumbers = 30;

/** Numbers of comments as typed: “12, 15”, “#12 15”. Throws InvalidInput `so`. */
export function readNumbers(typed: string): readonly number[] {
  const words = typed.split(/[\s,;#]+/u).filter(Boolean);
  const wrong = words.some((word) => !/^[1-9]\d{0,14}$/.test(word));
  refuseWrong({
    so:
      words.length === 0 || words.length > mostNumbers || wrong
        ? {
            vi: `Hãy ghi số của các ý kiến, ví dụ 12, 15; nhiều nhất ${mostNumbers} số.`,
            en: `Write numbers of comments, such as 12, 15; at most ${mostNumbers}.`,
          }
        : null,
  });
  return [...new Set(words.map(Number))];
}

/** Throws InvalidInput `so` where one of these is no comment of the consultation that stands. */
export function refuseUnfound(asked: readonly number[], found: readonly { readonly id: number }[]): void {
  const missing = asked.filter((id) => !found.some((one) => one.id === id)).join(', ');
  refuseWrong({
    so:
      missing === ''
        ? null
        : {
            vi: `Cuộc lấy ý kiến này không có ý kiến số ${missing}, hoặc ý kiến đã được rút.`,
            en: `This consultation has no comment ${missing}, or it was withdrawn.`,
          },
  });
}
