import type { Language } from '../../kernel/text.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type Edition, isOpen } from './edition.ts';
import { type ListedEntry, type Page, pageSize } from './edition-queries.ts';
import { editionTexts } from './edition-texts.ts';
import { WorkCrumbs } from './edition-views.tsx';
import { withQuery, work } from './paths.ts';
import { RelationLines } from './succession/relation-lines.tsx';

/** Entries taken out of a draft, each with the way back. */
export function RemovedPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly found: Page<ListedEntry>;
  readonly page: number;
}) {
  const { language, edition, found } = props;
  const t = editionTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.removedTitle} />
      <PageHead title={t.removedTitle} lead={t.removedLead} />
      <Table
        lang={language}
        caption={t.removedTitle}
        captionHidden
        empty={t.noRemoved}
        rows={found.rows}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: 'title',
            label: t.entriesTitle,
            head: true,
            cell: (row) => (
              <>
                <a href={to(work.entry(edition.id, row.id))}>{row.title || row.code}</a>
                <RelationLines language={language} relations={row.succession} />
              </>
            ),
          },
          {
            key: 'when',
            label: t.removedTitle,
            cell: (row) => (row.removedAt ? formatInstant(language, row.removedAt) : ''),
          },
          {
            key: 'restore',
            label: t.restore,
            quietLabel: true,
            cell: (row) =>
              isOpen(edition) ? (
                <Form
                  lang={language}
                  action={to(work.restoreEntry(edition.id, row.id))}
                  csrfToken={props.csrfToken}
                  label={row.title}
                >
                  <Button look="secondary" small>
                    {t.restore}
                  </Button>
                </Form>
              ) : null,
          },
        ]}
      />
      <Pager
        lang={language}
        page={props.page}
        pageSize={pageSize}
        total={found.total}
        totalIsExact
        href={(page) => to(withQuery(work.removedEntries(edition.id), { trang: page }))}
      />
    </>
  );
}
