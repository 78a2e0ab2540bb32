import type { ComponentChildren } from 'preact';
import { periodLabel, readPeriod } from '../../../kernel/periods.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatDate, formatFileSize, formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { factsShown, type TaskFact } from './queries.ts';
import { taskTexts } from './texts.ts';
import type { TaskProps } from './work-view.tsx';

/** What was entered, the latest day first, with its evidence; what was corrected stays to be seen. */
export function FactList(props: TaskProps) {
  const { lang, task } = props;
  const t = taskTexts(lang);
  return (
    <Section title={t.facts} id="thong-tin">
      {task.entered.length === 0 ? (
        <p class="quiet">{t.noFacts}</p>
      ) : (
        <Timeline
          items={task.entered.map((fact) => ({
            key: String(fact.id),
            when: formatDate(lang, fact.on),
            what: <What {...props} fact={fact} />,
            who: fact.agency && <Content lang={lang} text={fact.agency} />,
            note: <Note {...props} fact={fact} />,
          }))}
        />
      )}
      {task.facts > factsShown && (
        <p class="quiet">{t.moreFacts(formatNumber(lang, task.facts - factsShown, 0))}</p>
      )}
    </Section>
  );
}

function What({ lang, fact }: TaskProps & { readonly fact: TaskFact }) {
  const t = taskTexts(lang);
  const period = fact.period === null ? null : readPeriod(fact.period);
  return (
    <>
      <b>
        {t.kinds[fact.kind]}
        {fact.percent !== null && ` ${t.percent(formatNumber(lang, fact.percent, 0))}`}
      </b>
      {period && ` · ${t.forPeriod(periodLabel(period)[lang])}`}{' '}
      {fact.corrected && <Badge tone="quiet">{t.corrected}</Badge>}
      {fact.correctsId !== null && <Badge tone="note">{t.corrects}</Badge>}
      {fact.verdict === 'returned' && <Badge tone="now">{t.returned}</Badge>}
      {fact.verdict === 'confirmed' && <Badge tone="done">{t.confirmed}</Badge>}
    </>
  );
}

function Note(props: TaskProps & { readonly fact: TaskFact }) {
  const { lang, task, fact, mine, may } = props;
  const t = taskTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  const own = mine.some(({ organisationId }) => organisationId === fact.organisationId);
  const open = !fact.corrected && fact.verdict !== 'returned' && task.plan.state === 'in_force';
  const corrects = open && (may.edit || (own && task.closed === null));
  const at = formatInstant(lang, fact.at);
  const pieces: readonly ComponentChildren[] = [
    fact.words && (
      <span class="kept-lines" lang={vietnamese}>
        {fact.words}
      </span>
    ),
    fact.documentNumber && t.document(fact.documentNumber, formatDate(lang, fact.documentDate ?? '')),
    ...fact.files.map((file) => (
      <>
        <a class="file-name" href={programmeWork.taskFile(task.id, file.id)} download={file.name}>
          <span lang={vietnamese}>{file.name}</span>
        </a>{' '}
        ({formatFileSize(lang, file.size)})
      </>
    )),
    fact.reason && (
      <>
        {t.reason} <span lang={vietnamese}>{fact.reason}</span>
      </>
    ),
    fact.verdictWords && (
      <>
        {t.returned}: <span lang={vietnamese}>{fact.verdictWords}</span>
      </>
    ),
    fact.by ? t.enteredBy(fact.by, at) : t.enteredAt(at),
    fact.sent && (
      <Quoting
        {...{ lang, quoted: [fact.sent.file] }}
        text={t.fromFile(fact.sent.file, formatNumber(lang, fact.sent.line, 0))}
      />
    ),
    corrects && (
      <a href={localPath(lang, `${programmeWork.fact(task.id)}?dinh-chinh=${fact.id}`)}>{t.correct}</a>
    ),
  ].filter(Boolean);
  return (
    <>
      {pieces.map((piece, place) => (
        <span key={String(place)}>
          {place > 0 && ' · '}
          {piece}
        </span>
      ))}
    </>
  );
}
