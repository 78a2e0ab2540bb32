import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { Table } from '../../../ui/table.tsx';
import type { Happened } from './history.ts';
import { Agencies, ChangesLink } from './parts.tsx';
import { openTexts } from './texts.ts';

/** What happened to an item, day by day; `plan`: its code. */
export function HistorySection(props: {
  readonly lang: Language;
  readonly plan: string;
  readonly history: readonly Happened[];
}) {
  const { lang, history } = props;
  const t = openTexts(lang);
  if (history.length === 0) return null;
  const said = ({ what, to }: Happened) =>
    to === null ? t.happened[what] : t.happenedTo(t.happened[what], formatDate(lang, to));
  return (
    <Section title={t.history} id="lich-su">
      <div class="stack">
        <Table<Happened>
          lang={lang}
          caption={t.history}
          captionHidden
          rows={history}
          rowKey={(one) => String(history.indexOf(one))}
          columns={[
            { key: 'day', label: t.resultDay, cell: ({ on }) => formatDate(lang, on) },
            { key: 'what', label: t.happening, head: true, cell: said },
            {
              ...{ key: 'agency', label: t.resultAgency },
              cell: ({ agencies }) => <Agencies lang={lang} of={agencies} none="–" />,
            },
            {
              ...{ key: 'document', label: t.resultDocument },
              cell: ({ document }) => (document ? <Content lang={lang} text={document} /> : '–'),
            },
          ]}
        />
        <p class="screen-only">
          <ChangesLink {...{ lang, plan: props.plan }} words={t.changesOfPlan} />
        </p>
      </div>
    </Section>
  );
}
