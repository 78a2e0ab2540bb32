import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { Consent } from '../../modules/directory/index.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { heldData } from './held.ts';
import type { DataRequest } from './queries.ts';
import { isOpen, type RequestState } from './request.ts';
import { dataTexts } from './texts.ts';

const tones: Readonly<Record<RequestState, Tone>> = {
  ...{ waiting: 'work', taken_up: 'work', done: 'done', refused: 'quiet', withdrawn: 'quiet' },
};

/** How far a request is; its term is marked once it has passed. */
export function RequestBadge(props: {
  readonly lang: Language;
  readonly request: Pick<DataRequest, 'state' | 'dueOn'>;
  readonly today: LocalDate;
}) {
  const { lang, request, today } = props;
  const t = dataTexts(lang);
  const { state, dueOn } = request;
  return (
    <>
      <Badge tone={tones[state]}>{t.states[state]}</Badge>
      {isOpen(state) && dueOn < today && <Badge tone="now">{t.overdue(formatDate(lang, dueOn))}</Badge>}
    </>
  );
}

/** What is kept, by kind; kinds of which there is nothing are left out. */
export function HeldTable({
  lang,
  held,
}: {
  readonly lang: Language;
  readonly held: ReadonlyMap<string, number>;
}) {
  const t = dataTexts(lang);
  const rows = heldData.filter(({ key }) => (held.get(key) ?? 0) > 0);
  return (
    <>
      <Table
        lang={lang}
        caption={t.held}
        captionHidden
        empty={t.heldNone}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: 'what', label: t.what, head: true, cell: ({ label }) => label[lang] },
          {
            key: 'much',
            label: t.much,
            numeric: true,
            cell: ({ key }) => formatNumber(lang, held.get(key) ?? 0, 0),
          },
        ]}
      />
      <p class="quiet">
        {t.purposes} <a href={localPath(lang, PATHS.privacy)}>{t.privacy}</a>.
      </p>
    </>
  );
}

/** What somebody agreed to and took back, the newest first. */
export function ConsentTable({
  lang,
  consents,
}: {
  readonly lang: Language;
  readonly consents: readonly Consent[];
}) {
  const t = dataTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.consents}
      captionHidden
      empty={t.consentNone}
      rows={consents}
      rowKey={({ at, way }) => `${at.getTime()} ${way}`}
      columns={[
        { key: 'way', label: t.consent, head: true, cell: ({ way }) => t.ways[way] },
        { key: 'version', label: t.consentVersion, cell: ({ version }) => version },
        { key: 'at', label: t.consentAt, cell: ({ at }) => formatInstant(lang, at) },
      ]}
    />
  );
}
