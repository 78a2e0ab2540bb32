import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { localPath } from '../../../ui/site-links.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicQuestionsPath } from '../paths.ts';
import { findCanonicalCode } from '../public-code.ts';
import { findPublicEntry, type PublicEntry } from '../public-entry.ts';
import { endedEntry } from '../succession/public.ts';
import { seeElsewhere } from '../versions/pages.tsx';

/**
 * The public entry with the code of the address, or the way to where it is now; `rest` stands after that of its questions.
 * Questions of a withdrawn edition are public no more. Throws Refusal `not_found`.
 */
export async function entryAsked(
  call: Call,
  kind: CatalogueKind,
  rest: string,
): Promise<PublicEntry | Response> {
  const { db } = call.services;
  const typed = call.param('code');
  const entry = await findPublicEntry(db, typed);
  if (entry?.kind === kind) {
    if (entry.edition.withdrawal) throw notFound();
    return entry;
  }
  const code = (await endedEntry(db, kind, typed))?.into ?? (await findCanonicalCode(db, kind, typed));
  if (!code || code === typed) throw notFound();
  return seeElsewhere(`${localPath(call.language, publicQuestionsPath(kind, code))}${rest}`);
}
