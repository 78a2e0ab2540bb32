import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { DateField, TextArea } from '../../../ui/fields.tsx';
import { bindForm, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { bodyMost } from '../difficulties/difficulty.ts';
import { FilesField } from '../difficulties/form-view.tsx';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import {
  type AskedAgency,
  type Directive,
  type DirectiveVerb,
  directiveLifecycle,
  usualDays,
} from './directive.ts';
import { directiveTexts } from './texts.ts';

/** Fields of the forms, as typed. */
export interface DirectiveValues {
  readonly answer: string;
  readonly accept: string;
  readonly askAgain: string;
  readonly newDay: string;
  readonly takeBack: string;
  readonly withdraw: string;
}

export type RefusedDeed = FormFailure & { readonly values: Partial<DirectiveValues> };

export interface DirectiveActs {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly today: LocalDate;
  readonly directive: Directive;
  /** Whose answer is looked at; null where none is chosen of several. */
  readonly owed: AskedAgency | null;
  readonly may: {
    /** Answers for the agency looked at; `own`: as one of its officers. */
    readonly answers: boolean;
    readonly own: boolean;
    readonly decides: boolean;
  };
  /** The day suggested where it is asked again. */
  readonly suggested: string;
  readonly refused: RefusedDeed | null;
}

function fieldsOf({ lang, refused }: DirectiveActs, saved: Partial<DirectiveValues> = {}) {
  const errors: Partial<Record<keyof DirectiveValues, string | undefined>> = refused?.errors ?? {};
  return bindForm<DirectiveValues>({ lang, values: { ...saved, ...refused?.values }, errors });
}

/** A form with a deed; closed until it is wanted, open where something was refused in it. */
function Deed(
  props: DirectiveActs & {
    readonly title: string;
    readonly version: number;
    readonly open?: boolean;
    readonly of: readonly (keyof DirectiveValues)[];
    readonly children: ComponentChildren;
  },
) {
  const { lang, csrfToken, directive, owed, title, refused, of } = props;
  const form = (
    <Form
      {...{ lang, csrfToken, label: title }}
      action={localPath(lang, programmeWork.directive(directive.id))}
      hidden={{ version: String(props.version), 'co-quan': String(owed?.id ?? '') }}
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

/** All the person can do with the answer they look at. */
export function OwedActs(props: DirectiveActs) {
  const { owed, may } = props;
  if (owed === null) return null;
  const can = (verb: DirectiveVerb) => directiveLifecycle.verbs[verb].from.includes(owed.state);
  return (
    <>
      {may.decides && can('accept') && <Accept {...props} owed={owed} />}
      {may.decides && can('ask_again') && <AskAgain {...props} owed={owed} />}
      {may.answers && can('answer') && <Answer {...props} owed={owed} />}
      {may.decides && props.directive.owed.length > 1 && can('take_back') && (
        <TakeBack {...props} owed={owed} />
      )}
    </>
  );
}

type OfOwed = DirectiveActs & { readonly owed: AskedAgency };

function Answer(props: OfOwed) {
  const { lang, owed, may, refused } = props;
  const t = directiveTexts(lang);
  const waits = owed.state === 'waiting';
  return (
    <Deed
      {...props}
      title={waits ? t.answer : t.answerMore}
      version={owed.version}
      of={['answer']}
      open={waits && (may.own || !owed.hasOfficers)}
    >
      {!may.own && <p class="hint">{owed.hasOfficers ? t.answerFor : t.paperOnly}</p>}
      <TextArea {...fieldsOf(props).text('answer')} label={t.answerText} rows={8} most={bodyMost} />
      <FilesField lang={lang} error={refused?.errors.files} />
      <Press value="answer" label={t.doAnswer} />
    </Deed>
  );
}

function Accept(props: OfOwed) {
  const t = directiveTexts(props.lang);
  return (
    <Deed {...props} title={t.accept} version={props.owed.version} of={['accept']} open>
      <TextArea {...fieldsOf(props).text('accept')} label={t.acceptText} rows={2} most={bodyMost} optional />
      <Press value="accept" label={t.accept} />
    </Deed>
  );
}

function AskAgain(props: OfOwed) {
  const { lang } = props;
  const t = directiveTexts(lang);
  const field = fieldsOf(props, { newDay: props.suggested });
  return (
    <Deed {...props} title={t.askAgain} version={props.owed.version} of={['askAgain']}>
      <TextArea {...field.text('askAgain')} label={t.askAgainText} rows={4} most={bodyMost} />
      <DateField
        {...field.text('newDay')}
        label={t.newDay}
        hint={t.dueHint(formatNumber(lang, usualDays, 0))}
      />
      <Press value="askAgain" label={t.askAgain} look="secondary" />
    </Deed>
  );
}

/** Of several, takes it back from the agency looked at alone. */
function TakeBack(props: OfOwed) {
  const { lang, owed } = props;
  const t = directiveTexts(lang);
  const name = agencyName(lang, owed.agency);
  return (
    <Deed {...props} title={t.takeBack} version={owed.version} of={['takeBack']}>
      <p class="hint">
        <Quoting lang={lang} text={t.takeBackHelp(name)} quoted={[name]} />
      </p>
      <TextArea {...fieldsOf(props).text('takeBack')} label={t.withdrawText} rows={3} most={bodyMost} />
      <Press value="takeBack" label={t.takeBack} look="danger" />
    </Deed>
  );
}

/** Takes it back from all agencies that are not through with it. */
export function Withdraw(props: DirectiveActs) {
  const { directive, may } = props;
  const t = directiveTexts(props.lang);
  const from = directiveLifecycle.verbs.withdraw.from;
  if (!may.decides || !directive.owed.some(({ state }) => from.includes(state))) return null;
  const version = directive.owed.reduce((sum, one) => sum + one.version, 0);
  return (
    <Deed {...props} title={t.withdraw} version={version} of={['withdraw']}>
      <p class="hint">{t.withdrawHelp}</p>
      <TextArea {...fieldsOf(props).text('withdraw')} label={t.withdrawText} rows={3} most={bodyMost} />
      <Press value="withdraw" label={t.withdraw} look="danger" />
    </Deed>
  );
}

function Press(props: {
  readonly value: string;
  readonly label: string;
  readonly look?: 'secondary' | 'danger';
}) {
  return (
    <Buttons>
      <Button name="do" value={props.value} look={props.look}>
        {props.label}
      </Button>
    </Buttons>
  );
}
