import { statedKind } from '../../office/index.ts';
import { Notice } from '../../ui/notice.tsx';
import { kindNames } from './edition.ts';
import type { CatalogueKind } from './entry.ts';
import { standardTitle } from './import-commands.ts';
import type { ImportRecord } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import type { ReviewProps } from './review-state.ts';

/** What the document says its catalogue is of, where the import is of the other kind; null where there is no doubt. */
function otherKind({ header, kind, span, columns }: ImportRecord): CatalogueKind | null {
  // a title given for want of one repeats what was chosen, not what the document says
  const title = header.title === standardTitle(kind, span) ? null : header.title;
  const heads = columns.filter(({ field }) => field === 'title').map((column) => column.header);
  const said = statedKind([title, header.documentTitle, ...heads]);
  return said === kind ? null : said;
}

/** The document names the other kind of catalogue than the import is of. */
export function OtherKind({ language, record }: ReviewProps) {
  const said = otherKind(record);
  if (said === null) return null;
  const t = importTexts(language);
  const name = (kind: CatalogueKind) => kindNames[kind][language].toLocaleLowerCase(language);
  return (
    <Notice lang={language} kind="warning" title={t.otherKind(name(said), name(record.kind))}>
      <p>{t.otherKindHint(name(record.kind))}</p>
    </Notice>
  );
}
