import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, Form } from '../../../ui/form.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import {
  type Agency,
  bodyMost,
  type Difficulty,
  type DifficultyVerb,
  difficultyLifecycle,
} from './difficulty.ts';
import { FilesField } from './form-view.tsx';
import { agencyName } from './parts.tsx';
import { difficultyTexts } from './texts.ts';

/** Fields of the forms, as typed. */
export interface ActValues {
  readonly answer: string;
  readonly to: string;
  readonly passOn: string;
  readonly return: string;
  readonly supplement: string;
  readonly askAgain: string;
  readonly close: string;
  readonly withdraw: string;
  readonly shownTitle: string;
  readonly shownBody: string;
  readonly shownAnswer: string;
  readonly hide: string;
}

export type RefusedAct = FormFailure & { readonly values: Partial<ActValues> };

export interface ActProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly difficulty: Difficulty;
  readonly may: { readonly raised: boolean; readonly handles: boolean; readonly answers: boolean };
  /** To whom it can be passed on. */
  readonly agencies: readonly Agency[];
  /** The latest answer, from which the public one is worded. */
  readonly answered: string;
  readonly refused: RefusedAct | null;
}

function fieldsOf({ lang, refused }: ActProps, saved: Partial<ActValues> = {}) {
  const errors: Partial<Record<keyof ActValues, string | undefined>> = refused?.errors ?? {};
  return bindForm<ActValues>({ lang, values: { ...saved, ...refused?.values }, errors });
}

/** A form with a deed; closed until it is wanted, open where something was refused in it. */
function Deed(
  props: ActProps & {
    readonly title: string;
    readonly open?: boolean;
    readonly of: readonly (keyof ActValues)[];
    readonly children: ComponentChildren;
  },
) {
  const { lang, csrfToken, difficulty, title, refused, of } = props;
  const form = (
    <Form
      {...{ lang, csrfToken, label: title }}
      action={localPath(lang, programmeWork.difficulty(difficulty.id))}
      hidden={{ version: String(difficulty.version) }}
      upload
      guard
    >
      {props.children}
    </Form>
  );
  if (props.open) return <Section title={title}>{form}</Section>;
  const isOpen = of.some((name) => refused?.errors[name] !== undefined || refused?.values[name]);
  return (
    <div class="section screen-only">
      <details open={isOpen}>
        <summary>{title}</summary>
        {form}
      </details>
    </div>
  );
}

function Press(props: { readonly value: string; readonly label: string; readonly danger?: boolean }) {
  return (
    <Buttons>
      <Button name="do" value={props.value} look={props.danger ? 'danger' : 'secondary'}>
        {props.label}
      </Button>
    </Buttons>
  );
}

/** All the person can do with it now. */
export function Acts(props: ActProps) {
  const { difficulty, may } = props;
  const can = (verb: DifficultyVerb) => difficultyLifecycle.verbs[verb].from.includes(difficulty.state);
  return (
    <>
      {may.raised && can('supplement') && <SenderDeed {...props} deed="supplement" open />}
      {may.raised && can('ask_again') && <SenderDeed {...props} deed="askAgain" />}
      {may.raised && can('close') && <SenderDeed {...props} deed="close" />}
      {may.handles && can('take') && <Take {...props} />}
      {may.answers && can('answer') && <Answer {...props} />}
      {may.answers && can('pass_on') && <PassOn {...props} />}
      {may.handles && can('return') && <Return {...props} />}
      {may.handles && difficulty.answeredAt && difficulty.state !== 'withdrawn' && <Show {...props} />}
      {may.raised && can('withdraw') && <SenderDeed {...props} deed="withdraw" />}
    </>
  );
}

function SenderDeed(
  props: ActProps & {
    readonly deed: 'supplement' | 'askAgain' | 'close' | 'withdraw';
    readonly open?: boolean;
  },
) {
  const { lang, deed, refused } = props;
  const t = difficultyTexts(lang);
  const needed = deed === 'supplement' || deed === 'askAgain';
  const labels = {
    supplement: t.supplementText,
    askAgain: t.askAgainText,
    close: t.closeText,
    withdraw: t.withdrawText,
  };
  return (
    <Deed {...props} title={t[deed]} of={[deed]}>
      <TextArea
        {...fieldsOf(props).text(deed)}
        label={labels[deed]}
        rows={needed ? 6 : 3}
        most={bodyMost}
        optional={!needed}
      />
      {needed && <FilesField lang={lang} error={refused?.errors.files} />}
      <Press value={deed} label={t[deed]} danger={deed === 'withdraw'} />
    </Deed>
  );
}

function Take(props: ActProps) {
  const t = difficultyTexts(props.lang);
  return (
    <Deed {...props} title={t.take} of={[]} open>
      <p class="hint">{t.takeHelp}</p>
      <Press value="take" label={t.take} />
    </Deed>
  );
}

function Answer(props: ActProps) {
  const { lang, difficulty, refused } = props;
  const t = difficultyTexts(lang);
  const again = difficulty.state === 'answered';
  const field = fieldsOf(props, { answer: difficulty.answerDraft }).text('answer');
  return (
    <Deed {...props} title={again ? t.answerMore : t.answer} of={['answer']} open={!again}>
      <TextArea {...field} label={t.answerText} rows={8} most={bodyMost} />
      <FilesField lang={lang} error={refused?.errors.files} />
      <Buttons>
        <Button name="do" value="answer">
          {t.doAnswer}
        </Button>
        <Button name="do" value="answerDraft" look="secondary">
          {t.saveDraft}
        </Button>
      </Buttons>
    </Deed>
  );
}

function PassOn(props: ActProps) {
  const { lang, difficulty, agencies } = props;
  const t = difficultyTexts(lang);
  const field = fieldsOf(props);
  const others = agencies.filter(({ id }) => id !== difficulty.holder?.id && id !== difficulty.sender.id);
  return (
    <Deed {...props} title={t.passOn} of={['to', 'passOn']}>
      <p class="hint">{t.passOnHelp}</p>
      <Select
        {...field.text('to')}
        label={t.to}
        options={others.map((agency) => ({
          value: String(agency.id),
          label: agencyName(lang, agency),
          ...(lang === 'en' && !agency.nameEn && { lang: 'vi' }),
        }))}
      />
      <TextArea {...field.text('passOn')} label={t.reason} rows={3} most={bodyMost} />
      <Press value="passOn" label={t.doPassOn} />
    </Deed>
  );
}

function Return(props: ActProps) {
  const t = difficultyTexts(props.lang);
  return (
    <Deed {...props} title={t.giveBack} of={['return']}>
      <p class="hint">{t.giveBackHelp}</p>
      <TextArea {...fieldsOf(props).text('return')} label={t.missing} rows={3} most={bodyMost} />
      <Press value="return" label={t.giveBack} />
    </Deed>
  );
}

function Show(props: ActProps) {
  const { lang, difficulty, answered } = props;
  const t = difficultyTexts(lang);
  const { shown } = difficulty;
  const field = fieldsOf(props, {
    shownTitle: shown?.title ?? difficulty.title,
    shownBody: shown?.body ?? difficulty.body,
    shownAnswer: shown?.answer ?? answered,
  });
  const title = shown ? t.showAgain : t.show;
  return (
    <>
      <Deed {...props} title={title} of={['shownTitle', 'shownBody', 'shownAnswer']}>
        <p class="hint">{t.showHelp}</p>
        <TextField {...field.text('shownTitle')} label={t.shownTitle} />
        <TextArea {...field.text('shownBody')} label={t.shownBody} rows={6} most={bodyMost} />
        <TextArea {...field.text('shownAnswer')} label={t.shownAnswer} rows={6} most={bodyMost} />
        <Press value="show" label={t.doShow} />
      </Deed>
      {shown && (
        <Deed {...props} title={t.hide} of={['hide']}>
          <TextArea {...fieldsOf(props).text('hide')} label={t.reason} rows={3} most={bodyMost} />
          <Press value="hide" label={t.hide} danger />
        </Deed>
      )}
    </>
  );
}
