import {
  entriesCiting,
  publicEntryPath,
  Withdrawn,
  withdrawnEditionsOf,
} from '../modules/catalogue/index.ts';
import { documentPage, placeInDocument } from '../modules/documents/index.ts';
import type { Call } from '../platform/http/call.ts';
import { IllustrativeMark } from '../ui/badge.tsx';
import { Section } from '../ui/page-parts.tsx';
import { RowList } from '../ui/row-list.tsx';
import { localPath } from '../ui/site-links.ts';
import { siteTexts } from './texts.ts';

/** A published document with the entries of the catalogue that stand on it, and that an edition it issued was withdrawn. */
export async function showDocument(call: Call): Promise<Response> {
  const { language: lang } = call;
  const id = call.param('id');
  const known = /^\d{1,15}$/.test(id);
  const entries = known ? await entriesCiting(call.services.db, Number(id)) : [];
  const withdrawn = known ? await withdrawnEditionsOf(call.services.db, Number(id)) : [];
  const t = siteTexts(lang).document;
  return documentPage(call, {
    before: withdrawn.map((edition) => <Withdrawn key={edition.code} lang={lang} edition={edition} />),
    after: entries.length > 0 && (
      <Section title={t.citing} id="muc-can-cu">
        <RowList
          label={t.citing}
          rows={entries.map((entry) => ({
            key: `${entry.id}${entry.annex}${entry.item}`,
            code: entry.code,
            href: localPath(lang, publicEntryPath(entry.kind, entry.code)),
            title: lang === 'en' && entry.titleEn ? entry.titleEn : entry.title,
            detail: placeInDocument(entry) || undefined,
            marks: entry.illustrative && <IllustrativeMark lang={lang} />,
          }))}
        />
      </Section>
    ),
  });
}
