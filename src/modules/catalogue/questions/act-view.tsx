import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, Form } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { work } from '../paths.ts';
import { focalPoint } from './answering.ts';
import { agencyIn, Words } from './parts.tsx';
import { type Agency, answerMost, bodyMost, type Question, reasonMost, refusals } from './question.ts';
import { questionTexts } from './texts.ts';
import { questionWorkTexts } from './work-texts.ts';

/** Fields of the forms, as typed. */
export interface ActValues {
  readonly title: string;
  readonly body: string;
  readonly answer: string;
  readonly language: string;
  readonly to: string;
  readonly handover: string;
  readonly reason: string;
  readonly note: string;
  readonly sameAs: string;
}

/** What was posted and refused. */
export interface RefusedAct {
  readonly values: Partial<ActValues>;
  readonly errors: Readonly<Partial<Record<keyof ActValues, string>>>;
  readonly general: string | undefined;
  /** Somebody else saved meanwhile. */
  readonly conflict: boolean;
}

export interface ActProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly owner: string;
  readonly operator: string;
  readonly question: Question;
  /** In whose name the person would answer. */
  readonly answersAs: Agency | null;
  readonly agencies: readonly Agency[];
  readonly refused: RefusedAct | null;
}

function fieldsOf({ lang, refused }: ActProps, saved: Partial<ActValues>) {
  return bindForm<ActValues>({
    lang,
    values: { ...saved, ...refused?.values },
    errors: refused?.errors ?? {},
  });
}

function formOf({ lang, csrfToken, question }: ActProps) {
  return {
    ...{ lang, csrfToken, action: localPath(lang, work.question(question.id)) },
    hidden: { version: String(question.version) },
  };
}

/** The answer with the wording in which the question becomes public. */
export function AnswerForm(props: ActProps) {
  const { lang, question, operator, owner } = props;
  const t = questionWorkTexts(lang);
  const { languages } = questionTexts(lang).form;
  const answered = question.state === 'answered';
  const said = answered ? question.answer : question.draft;
  const wording = question.shown ?? question.asked;
  const saved = { ...wording, answer: said?.text ?? '', language: said?.language ?? question.language };
  const field = fieldsOf(props, saved);
  const form = formOf(props);
  const by = agencyIn(lang, answered && question.answer ? question.answer.by : props.answersAs, operator);
  const title = answered ? t.correctTitle : t.answerTitle;
  return (
    <Section title={title} id="tra-loi">
      <Form {...form} label={title} {...(answered ? { guard: true } : { autosave: form.action, owner })}>
        <p class="hint">
          <Quoting lang={lang} text={t.answersFor(by.name)} quoted={[by.lang && by.name]} />
        </p>
        {props.refused?.conflict && said && (
          <Notice lang={lang} kind="warning" title={t.savedMeanwhile}>
            <Words lang={lang} language={said.language} text={said.text} />
          </Notice>
        )}
        <TextArea
          {...field.text('answer')}
          label={t.answer}
          rows={10}
          most={answerMost}
          hint={answered ? t.correctHint : undefined}
        />
        <RadioGroup
          {...field.text('language')}
          label={t.language}
          options={(['vi', 'en'] as const).map((value) => ({ value, label: languages[value] }))}
        />
        <TextField {...field.text('title')} label={t.shownTitle} />
        <TextArea {...field.text('body')} label={t.shownBody} hint={t.shownHint} rows={6} most={bodyMost} />
        <Buttons>
          <Button name="do" value={answered ? 'sua' : 'tra-loi'}>
            {answered ? t.saveCorrection : t.publish}
          </Button>
          {!answered && (
            <Button look="secondary" name="do" value="nhap">
              {t.saveDraft}
            </Button>
          )}
        </Buttons>
      </Form>
    </Section>
  );
}

/** Acts that are not the usual one stand closed, open where something was refused there. */
function Closed(props: {
  readonly title: string;
  readonly open: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="section">
      <details open={props.open}>
        <summary>{props.title}</summary>
        {props.children}
      </details>
    </div>
  );
}

function isWrong({ refused }: ActProps, ...names: readonly (keyof ActValues)[]): boolean {
  return names.some((name) => refused?.errors[name] !== undefined);
}

export function HandOverForm(props: ActProps) {
  const { lang, operator, question, agencies } = props;
  const t = questionWorkTexts(lang);
  const field = fieldsOf(props, {});
  const others = [
    ...(question.holder === null ? [] : [{ value: focalPoint, ...optionOf(lang, null, operator) }]),
    ...agencies
      .filter(({ id }) => id !== question.holder?.id)
      .map((agency) => ({ value: String(agency.id), ...optionOf(lang, agency, operator) })),
  ];
  if (others.length === 0) return null;
  return (
    <Closed title={t.handOver} open={isWrong(props, 'to', 'handover')}>
      <Form {...formOf(props)} label={t.handOver}>
        <p class="hint">{t.handOverHelp}</p>
        <Select {...field.text('to')} label={t.to} options={others} />
        <TextArea {...field.text('handover')} label={t.reason} rows={3} most={reasonMost} />
        <Buttons>
          <Button look="secondary" name="do" value="chuyen">
            {t.doHandOver}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function optionOf(lang: Language, agency: Agency | null, operator: string) {
  const { name, lang: own } = agencyIn(lang, agency, operator);
  return { label: name, lang: own };
}

export function RefuseForm(props: ActProps) {
  const { lang, question } = props;
  const t = questionWorkTexts(lang);
  const { refusals: names } = questionTexts(lang);
  const field = fieldsOf(props, {});
  const isPublic = question.state === 'answered';
  const title = isPublic ? t.takeDown : t.refuse;
  return (
    <Closed title={title} open={isWrong(props, 'reason', 'note', 'sameAs')}>
      <Form {...formOf(props)} label={title}>
        <p class="hint">{t.refuseHelp}</p>
        <RadioGroup
          {...field.text('reason')}
          label={t.why}
          options={refusals.map((value) => ({ value, label: names[value] }))}
        />
        <TextField
          {...field.text('sameAs')}
          label={t.sameAs}
          hint={t.sameAsHint}
          width="short"
          inputMode="numeric"
          optional="at times"
        />
        <TextArea {...field.text('note')} label={t.note} rows={3} most={reasonMost} optional />
        <Buttons>
          <Button look="danger" name="do" value="tu-choi">
            {isPublic ? t.doTakeDown : t.doRefuse}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

export function ReopenForm(props: ActProps) {
  const { lang } = props;
  const t = questionWorkTexts(lang);
  return (
    <Section title={t.reopen}>
      <Form {...formOf(props)} label={t.reopen}>
        <p class="hint">{t.reopenHelp}</p>
        <Buttons>
          <Button look="secondary" name="do" value="mo-lai">
            {t.reopen}
          </Button>
        </Buttons>
      </Form>
    </Section>
  );
}
