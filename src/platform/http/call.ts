import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import type { Services } from '../services.ts';
import type { FormFields } from './form.ts';
import type { PublicReads } from './public-reads.ts';
import type { Upload, UploadLimits } from './upload.ts';

/**
 * Where anybody may enter, what is done in the name of an account waits for its second factor as everywhere else.
 * Throws Refusal `second_factor_first`.
 */
export function refuseBeforeFactor(actor: Actor): void {
  if (actor.kind !== 'account' || !actor.owesFactor) return;
  throw new Refusal('second_factor_first', {
    vi: 'Tài khoản của bạn phải bật xác thực hai bước trước khi vào bàn làm việc.',
    en: 'Your account has to set up two-step sign-in before it opens the desk.',
  });
}

/** One HTTP request as handlers see it. */
export interface Call {
  readonly services: Services;
  readonly request: Request;
  readonly url: URL;
  /** Path without the language prefix, with query: what the language switch points at. */
  readonly path: string;
  readonly language: Language;
  readonly actor: Actor;
  /** Sent along by every form of a signed-in person; empty for visitors. */
  readonly csrfToken: string;
  /** A message left by the previous request for this person (after a redirect), or null. */
  readonly notice: string | null;
  readonly requestId: string;
  readonly today: LocalDate;
  /** Network address of the person, as far as TRUST_PROXY lets it be known. */
  readonly address: string;
  /** Answered for a printout: lists and texts are longer than on a screen. */
  readonly onPaper: boolean;
  /** Remembers what public queries answered. */
  readonly reads: PublicReads;
  /** Counts that these words were searched for on the page, and whether anything was found. */
  searched(words: string, found: boolean): void;
  /** Sends a cookie along with whatever is answered. */
  setCookie(cookie: string): void;
  /** A part of the path; the empty string when the pattern has no such part. */
  param(name: string): string;
  query(name: string): string;
  queries(name: string): string[];
  /** The posted form, checked against foreign posts. Throws Refusal too_large, unreadable, forged. */
  form(): Promise<FormFields>;
  /** A posted form with files, streamed to the blob store. Throws as `form`. */
  upload(limits: UploadLimits): Promise<Upload>;
}
