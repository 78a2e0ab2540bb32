import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { Services } from '../services.ts';
import type { FormFields } from './form.ts';
import type { PublicReads } from './public-reads.ts';
import type { Upload, UploadLimits } from './upload.ts';

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
  /** A part of the path; the empty string when the pattern has no such part. */
  param(name: string): string;
  query(name: string): string;
  queries(name: string): string[];
  /** The posted form, checked against foreign posts. Throws Refusal too_large, unreadable, forged. */
  form(): Promise<FormFields>;
  /** A posted form with files, streamed to the blob store. Throws as `form`. */
  upload(limits: UploadLimits): Promise<Upload>;
}
