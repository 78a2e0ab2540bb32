import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { type Edition, isOpen } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import type { Former } from './queries.ts';
import { carryTexts } from './texts.ts';

/** The editions that one follows, with what is left of each. */
export function FormerPage(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly former: readonly Former[];
  readonly mayEdit: boolean;
}) {
  const { language, edition, former } = props;
  const t = carryTexts(language);
  const carries = props.mayEdit && isOpen(edition);
  const address = ({ id }: Former) =>
    localPath(language, withQuery(work.outcomes(id), { sang: carries ? edition.id : undefined }));
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.former} />
      <PageHead
        title={t.former}
        lead={edition.title}
        marks={<StateBadge language={language} edition={edition} />}
      />
      <div class="stack">
        <p>{t.formerLead}</p>
        <Table
          lang={language}
          caption={t.former}
          captionHidden
          empty={t.noneBefore}
          rows={former}
          rowKey={({ id }) => String(id)}
          columns={[
            { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
            {
              key: 'title',
              label: editionTexts(language).title,
              head: true,
              cell: ({ title }) => <span lang={foreign(language)}>{title}</span>,
            },
            {
              key: 'open',
              label: t.outcome,
              cell: ({ open, entries }) =>
                t.openOf(formatNumber(language, open, 0), formatNumber(language, entries, 0)),
            },
            {
              key: 'go',
              label: t.title,
              quietLabel: true,
              cell: (row) => (
                <LinkButton href={address(row)} look="secondary" small>
                  {carries ? t.carryFrom(row.code) : t.title}
                </LinkButton>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}
