import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { type Consultation, phaseOn } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { consultationWork } from '../paths.ts';
import { consultationTexts } from '../texts.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import { WorkCrumbs } from '../work-view.tsx';
import type { SummaryHead } from './head.ts';
import type { SummaryCounts } from './queries.ts';
import type { Submission } from './submission.ts';
import { SubmittedText } from './submission-view.tsx';
import { summaryTexts } from './texts.ts';

interface SummaryProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly today: LocalDate;
  readonly consultation: Consultation;
  readonly counts: SummaryCounts;
  /** Whether number, day and signer are saved. */
  readonly signed: boolean;
  readonly values: SummaryHead;
  readonly maySave: boolean;
  readonly mayPublish: boolean;
  /** Handed up as it stands. */
  readonly submission: Submission | null;
  readonly refused: Failure | null;
}

/** The summary: what is in it, its head, its files, its publication. */
export function SummaryWork(props: SummaryProps) {
  const { lang, consultation, refused, maySave } = props;
  const t = consultationWorkTexts(lang);
  return (
    <>
      <WorkCrumbs lang={lang} consultation={consultation} here={t.summary} />
      <PageHead
        title={consultationTexts(lang).summary}
        lead={<span lang={otherThan(lang, 'vi')}>{consultation.title}</span>}
      />
      {refused?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {refused.general}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      )}
      <Columns
        main={
          <>
            <Unfinished {...props} />
            <Files {...props} />
            {maySave && <HeadForm {...props} />}
            {isFinished(props) && props.signed && <LastStep {...props} />}
          </>
        }
        side={<Counts {...props} />}
      />
    </>
  );
}

/** Whether nothing is left to do before it is published. */
function isFinished({ consultation, counts, today }: SummaryProps): boolean {
  return phaseOn(consultation, today) === 'closed' && counts.unchecked + counts.unanswered === 0;
}

function Unfinished(props: SummaryProps) {
  const { lang, consultation, counts, today } = props;
  const t = consultationWorkTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  if (consultation.state !== 'announced') return null;
  return (
    <>
      {phaseOn(consultation, today) !== 'closed' && (
        <Notice lang={lang} kind="information">
          {t.summaryEarly}
        </Notice>
      )}
      {counts.unchecked + counts.unanswered > 0 && (
        <Notice lang={lang} kind="warning">
          {t.unfinished(number(counts.unchecked), number(counts.unanswered))}
        </Notice>
      )}
      {isFinished(props) && !props.signed && (
        <Notice lang={lang} kind="information">
          {t.notSigned}
        </Notice>
      )}
    </>
  );
}

function Files({ lang, consultation }: SummaryProps) {
  const t = consultationTexts(lang);
  const to = (file: string) => consultationWork.summaryFile(consultation.id, file);
  return (
    <Section title={t.summary}>
      <div class="stack">
        <p class="quiet">{t.summaryHelp}</p>
        <Buttons>
          <LinkButton href={to('tong-hop.docx')} look="secondary" icon="download" download>
            {t.asWord}
          </LinkButton>
          <LinkButton href={to('tong-hop.pdf')} look="secondary" icon="download" download>
            {t.asPdf}
          </LinkButton>
        </Buttons>
      </div>
    </Section>
  );
}

function HeadForm({ lang, csrfToken, consultation, values, refused }: SummaryProps) {
  const t = consultationWorkTexts(lang);
  const field = bindForm<SummaryHead>({ lang, values, errors: refused?.errors ?? {} });
  const { id, version } = consultation;
  return (
    <Section title={t.summaryHead}>
      <Form
        {...{ lang, csrfToken, hidden: { version: String(version) } }}
        action={localPath(lang, consultationWork.summary(id))}
        label={t.summaryHead}
        guard
      >
        <p class="hint">{t.summaryHeadHelp}</p>
        <TextField {...field.text('superior')} label={t.superior} optional />
        <TextArea {...field.text('issuer')} label={t.issuer} rows={2} />
        <TextField {...field.text('number')} label={t.number} width="short" optional />
        <TextField {...field.text('symbol')} label={t.symbol} width="medium" />
        <TextField {...field.text('place')} label={t.place} width="medium" />
        <TextField {...field.text('date')} label={t.date} width="short" optional />
        <TextArea {...field.text('bases')} label={t.bases} rows={3} optional />
        <TextArea {...field.text('roles')} label={t.roles} rows={2} optional />
        <TextField {...field.text('signer')} label={t.signer} optional />
        <TextArea {...field.text('recipients')} label={t.recipients} rows={4} optional />
        <Buttons>
          <Button look="secondary">{t.save}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

/** Published by whom it may be; by others handed up, once. */
function LastStep(props: SummaryProps) {
  const { lang, consultation, submission, maySave, mayPublish } = props;
  const t = summaryTexts(lang);
  const open = consultation.audience === 'public';
  return (
    <>
      {submission && (
        <Notice lang={lang} kind="information">
          <SubmittedText {...{ lang, submission }} />
        </Notice>
      )}
      {mayPublish && <PublishForm {...props} />}
      {!mayPublish && !submission && open && maySave && <SubmitForm {...props} />}
      {!mayPublish && !submission && !maySave && (
        <p class="quiet">{open ? t.headPublishes : t.officersPublish}</p>
      )}
    </>
  );
}

function SubmitForm({ lang, csrfToken, consultation }: SummaryProps) {
  const t = summaryTexts(lang);
  const { id, version } = consultation;
  return (
    <Section title={t.submit} id="trinh">
      <Form
        {...{ lang, csrfToken, hidden: { version: String(version) } }}
        action={localPath(lang, consultationWork.submitSummary(id))}
        label={t.submit}
      >
        <p class="hint">{t.submitHelp}</p>
        <Buttons>
          <Button>{t.submit}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function PublishForm({ lang, csrfToken, consultation }: SummaryProps) {
  const t = consultationWorkTexts(lang);
  const { id, version } = consultation;
  return (
    <Section title={t.publish} id="cong-bo">
      <Form
        {...{ lang, csrfToken, hidden: { version: String(version) } }}
        action={localPath(lang, consultationWork.publish(id))}
        label={t.publish}
      >
        <p class="hint">{consultation.audience === 'public' ? t.publishHelp : t.publishInternalHelp}</p>
        <Buttons>
          <Button>{t.publish}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function Counts({ lang, counts }: SummaryProps) {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  return (
    <section class="card">
      <h2>{t.numbers}</h2>
      <DefinitionList
        items={[
          { label: t.asked, value: counts.asked > 0 && number(counts.asked) },
          { label: t.answeredAsked, value: counts.asked > 0 && number(counts.answered) },
          { label: open.commentsTitle, value: number(counts.comments) },
          { label: t.byOrganisations, value: number(counts.byOrganisations) },
          { label: t.byPeople, value: number(counts.byPeople) },
          ...(['agree', 'disagree', 'suggest'] as const).map((kind) => ({
            ...{ label: open.kinds[kind], value: number(counts[kind]) },
          })),
          ...(['accepted', 'partly', 'declined'] as const).map((outcome) => ({
            ...{ label: open.outcomes[outcome], value: number(counts[outcome]) },
          })),
          { label: t.hiddenCount, value: counts.hidden > 0 && number(counts.hidden) },
        ]}
      />
    </section>
  );
}
