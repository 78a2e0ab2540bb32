import type { Text } from './text.ts';

/**
 * Why a lawful request is answered "no". Closed: http/refusals.ts maps each kind to a status, the command line to
 * an exit code, jobs to an outcome.
 */
export type RefusalKind =
  | 'not_found'
  | 'sign_in_first'
  | 'second_factor_first'
  | 'forbidden'
  | 'conflict'
  | 'wrong_state'
  | 'too_many'
  | 'too_large'
  | 'unreadable'
  | 'forged'
  | 'unavailable';

/** A lawful "no": thrown by commands and queries, never for a fault of the product and never for invalid fields. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly text: Text;
  /** Seconds after which trying again makes sense, for `too_many` and `unavailable`. */
  readonly retryAfter: number | undefined;

  constructor(kind: RefusalKind, text: Text, retryAfter?: number) {
    super(text.vi);
    this.name = 'Refusal';
    this.kind = kind;
    this.text = text;
    this.retryAfter = retryAfter;
  }
}

/** Where somebody goes on from a refusal: a path without the language prefix, and what is there. */
export interface WayOn {
  readonly path: string;
  readonly label: Text;
}

/**
 * The address of a letter that opens nothing: made by nobody, used, replaced, too old or cut off. Which of them is not
 * told, as that may tell of others; the ways on are the same for all.
 */
export class SpentLink extends Refusal {
  readonly ways: readonly WayOn[];

  constructor(text: Text, ways: readonly WayOn[]) {
    super('not_found', text);
    this.name = 'SpentLink';
    this.ways = ways;
  }
}

/** The same answer for what does not exist and what may not be seen, so that nobody learns of a hidden thing. */
export function notFound(): Refusal {
  return new Refusal('not_found', {
    vi: 'Không tìm thấy nội dung này. Có thể địa chỉ bị gõ sai hoặc nội dung chưa được công bố.',
    en: 'Not found. The address may be mistyped, or the content is not published.',
  });
}

/** What was typed cannot be accepted as it stands. `fields` maps each form field to one message. */
export class InvalidInput<Field extends string = string> extends Error {
  readonly fields: Readonly<Partial<Record<Field, Text>>>;

  constructor(fields: Partial<Record<Field, Text>>) {
    super(
      Object.entries<Text | undefined>(fields)
        .map(([field, text]) => `${field}: ${text?.vi ?? ''}`)
        .join('; '),
    );
    this.name = 'InvalidInput';
    this.fields = fields;
  }
}
