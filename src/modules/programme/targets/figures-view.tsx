import { periodLabel, readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { formatDate, formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type Column, Table } from '../../../ui/table.tsx';
import { documentPaths } from '../../documents/index.ts';
import { programmeWork } from '../paths.ts';
import { figureText } from './parts.tsx';
import type { ListedActual, TargetInWork } from './queries.ts';
import { targetTexts } from './texts.ts';

export function periodName(lang: Language, key: string): string {
  const period = readPeriod(key);
  if (!period) return key;
  const label = periodLabel(period)[lang];
  return `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
}

/** What was entered, the latest period first; a figure that was corrected stays, struck through. */
export function Figures(props: {
  readonly lang: Language;
  readonly target: TargetInWork;
  readonly actuals: readonly ListedActual[];
  readonly mayCorrect: (organisationId: number | null) => boolean;
}) {
  const { lang, target, actuals, mayCorrect } = props;
  const t = targetTexts(lang);
  const open = target.plan.state === 'in_force' && !target.closed;
  const columns: Column<ListedActual>[] = [
    {
      key: 'period',
      label: t.period,
      head: true,
      cell: ({ period }) => <span class="nowrap">{periodName(lang, period)}</span>,
    },
    {
      key: 'value',
      label: t.value,
      cell: (actual) => <Figure lang={lang} actual={actual} unit={target.unit} />,
    },
    {
      key: 'source',
      label: t.source,
      cell: (actual) => <Source lang={lang} actual={actual} targetId={target.id} />,
    },
    {
      key: 'by',
      label: t.enteredBy,
      cell: ({ organisation, enteredAt, sent }) => (
        <>
          <Content
            lang={lang}
            text={[organisation, formatInstant(lang, enteredAt)].filter(Boolean).join(', ')}
          />
          {sent && (
            <div class="quiet">
              <Quoting
                {...{ lang, quoted: [sent.file] }}
                text={t.fromFile(sent.file, formatNumber(lang, sent.line, 0))}
              />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'deeds',
      label: t.correct,
      quietLabel: true,
      cell: ({ id, corrected, organisationId }) =>
        open &&
        !corrected &&
        mayCorrect(organisationId) && (
          <a href={localPath(lang, programmeWork.targetCorrection(target.id, id))}>{t.correct}</a>
        ),
    },
  ];
  return (
    <Table
      lang={lang}
      caption={t.figures}
      captionHidden
      columns={columns}
      rows={actuals}
      rowKey={({ id }) => String(id)}
      empty={t.noFigures}
    />
  );
}

function Figure({
  lang,
  actual,
  unit,
}: {
  readonly lang: Language;
  readonly actual: ListedActual;
  readonly unit: string | null;
}) {
  const t = targetTexts(lang);
  const { value, words, scope, estimate, fulfilled, corrected, correctsId } = actual;
  const said = [value === null ? null : figureText(lang, value, unit), scope].filter(Boolean).join(' ');
  const quiet = [
    estimate && t.estimate,
    t.asOf(formatDate(lang, actual.asOf)),
    fulfilled !== null && (fulfilled ? t.met : t.notMet),
    corrected && t.corrected,
    correctsId !== null && t.correctionOf,
  ].filter((one) => one !== false);
  return (
    <>
      {said &&
        (corrected ? (
          <s>
            <Content lang={lang} text={said} />
          </s>
        ) : (
          <strong>
            <Content lang={lang} text={said} />
          </strong>
        ))}
      {words && (
        <div class="kept-lines">
          <Content lang={lang} text={words} />
        </div>
      )}
      <div class="quiet">{quiet.join(', ')}</div>
    </>
  );
}

function Source({
  lang,
  actual,
  targetId,
}: {
  readonly lang: Language;
  readonly actual: ListedActual;
  readonly targetId: number;
}) {
  const t = targetTexts(lang);
  const { source, file, document, reason } = actual;
  return (
    <>
      <Content lang={lang} text={source} />
      {document?.open && (
        <div>
          <a href={localPath(lang, documentPaths.document(document.id))}>{t.document}</a>
        </div>
      )}
      {file && (
        <div>
          <a href={localPath(lang, programmeWork.targetFile(targetId, actual.id))} download>
            <Content lang={lang} text={file.name} />
          </a>
        </div>
      )}
      {reason && (
        <div class="quiet">
          <Quoting lang={lang} text={t.why(reason)} quoted={[reason]} />
        </div>
      )}
    </>
  );
}
