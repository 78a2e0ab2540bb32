import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { formatDate } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { RequestBadge } from './parts.tsx';
import { dataPaths } from './paths.ts';
import type { DataRequest } from './queries.ts';
import { dataTexts } from './texts.ts';
import { dataWorkTexts } from './work-texts.ts';

/** Requests that wait for an administrator, those due first; of whom stands on their page alone. */
export function WaitingDataRequests(props: {
  readonly language: Language;
  readonly rows: readonly DataRequest[];
  readonly today: LocalDate;
}) {
  const { language: lang, rows, today } = props;
  const t = dataTexts(lang);
  const { title, filters } = dataWorkTexts(lang);
  return (
    <Section title={title} aside={<a href={localPath(lang, dataPaths.all)}>{filters.all}</a>}>
      <RowList
        label={title}
        rows={rows.map((request) => ({
          key: String(request.id),
          href: localPath(lang, dataPaths.one(request.id)),
          title: `${t.number(request.id)}: ${t.kinds[request.kind]}`,
          detail: t.due(formatDate(lang, request.dueOn)),
          marks: (
            <>
              <RequestBadge {...{ lang, request, today }} />
              {request.illustrative && <IllustrativeMark lang={lang} />}
            </>
          ),
        }))}
      />
    </Section>
  );
}
