import type { ComponentChildren } from 'preact';
import { writeDate } from '../../kernel/dates.ts';
import { Button, Buttons } from '../../ui/button.tsx';
import { DateField, TextArea } from '../../ui/fields.tsx';
import { bindForm, Form } from '../../ui/form.tsx';
import { formatDate } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type ConsultationVerb, consultationLifecycle, reasonMost, windowFrom } from './consultation.ts';
import { consultationWork } from './paths.ts';
import { consultationWorkTexts } from './work-texts.ts';
import type { TypedStep, WorkProps } from './work-view.tsx';

function formOf({ lang, csrfToken, consultation }: WorkProps, grave: boolean) {
  const { id, version } = consultation;
  return {
    ...{ lang, csrfToken, hidden: { version: String(version) } },
    action: localPath(lang, grave ? consultationWork.announce(id) : consultationWork.one(id)),
  };
}

/** What the person may do with it in the state it is in. */
export function Steps(props: WorkProps) {
  const { lang, consultation, may, parts } = props;
  const t = consultationWorkTexts(lang);
  // without a text there is nothing to announce
  const ready = (verb: ConsultationVerb) => parts.length > 0 || (verb !== 'announce' && verb !== 'submit');
  const can = (verb: ConsultationVerb) =>
    consultationLifecycle.verbs[verb].from.includes(consultation.state) && may(verb) && ready(verb);
  const announces = can('announce');
  const submits = can('submit') && !announces;
  if (
    !['submit', 'take_back', 'return', 'announce', 'prolong', 'withdraw'].some((verb) =>
      can(verb as ConsultationVerb),
    )
  )
    return null;
  return (
    <Section title={t.steps} id="buoc">
      <div class="stack">
        {announces && <Announce {...props} />}
        {submits && <Step {...props} deed="trinh" help={t.submitHelp} label={t.submit} look="primary" />}
        {can('return') && <Return {...props} />}
        {can('take_back') && (
          <Step
            {...props}
            deed="rut-ve"
            help={announces ? '' : t.onlyHead}
            label={t.takeBack}
            look="secondary"
          />
        )}
        {can('prolong') && <Prolong {...props} />}
        {can('withdraw') && <Withdraw {...props} />}
      </div>
    </Section>
  );
}

function Step(
  props: WorkProps & {
    readonly deed: string;
    readonly help: string;
    readonly label: string;
    readonly look: 'primary' | 'secondary';
  },
) {
  return (
    <Form {...formOf(props, false)} label={props.label}>
      {props.help && <p class="hint">{props.help}</p>}
      <Buttons>
        <Button look={props.look} name="do" value={props.deed}>
          {props.label}
        </Button>
      </Buttons>
    </Form>
  );
}

/** The text of the edition anew, where it was changed since. */
export function RetakeForm(props: WorkProps) {
  return (
    <Step
      {...props}
      deed="lay-lai"
      help=""
      label={consultationWorkTexts(props.lang).retake}
      look="secondary"
    />
  );
}

function Announce(props: WorkProps) {
  const { lang, consultation, today } = props;
  const t = consultationWorkTexts(lang);
  const { from, to } = windowFrom(consultation.window, today);
  return (
    <Form {...formOf(props, true)} label={t.announce}>
      <p class="hint">{t.announceHelp(formatDate(lang, from), formatDate(lang, to))}</p>
      <Buttons>
        <Button name="do" value="thong-bao">
          {t.announce}
        </Button>
      </Buttons>
    </Form>
  );
}

/** Acts that are not the usual one stand closed, open where something was refused there. */
function Closed(props: {
  readonly title: string;
  readonly open: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details open={props.open}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}

function fieldsOf({ lang, refused, consultation }: WorkProps) {
  return bindForm<TypedStep>({
    lang,
    values: { to: writeDate(consultation.window.to), ...refused?.values },
    errors: refused?.errors ?? {},
  });
}

function Return(props: WorkProps) {
  const { lang, refused } = props;
  const t = consultationWorkTexts(lang);
  return (
    <Closed title={t.giveBack} open={refused?.errors.remark !== undefined}>
      <Form {...formOf(props, false)} label={t.giveBack}>
        <p class="hint">{t.giveBackHelp}</p>
        <TextArea {...fieldsOf(props).text('remark')} label={t.remark} rows={3} most={reasonMost} />
        <Buttons>
          <Button look="secondary" name="do" value="tra-lai">
            {t.giveBack}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function Prolong(props: WorkProps) {
  const { lang, refused } = props;
  const t = consultationWorkTexts(lang);
  return (
    <Closed title={t.prolong} open={refused?.errors.to !== undefined}>
      <Form {...formOf(props, true)} label={t.prolong}>
        <p class="hint">{t.prolongHelp}</p>
        <DateField {...fieldsOf(props).text('to')} label={t.newEnd} />
        <Buttons>
          <Button look="secondary" name="do" value="gia-han">
            {t.prolong}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function Withdraw(props: WorkProps) {
  const { lang, refused } = props;
  const t = consultationWorkTexts(lang);
  return (
    <Closed title={t.withdraw} open={refused?.errors.reason !== undefined}>
      <Form {...formOf(props, true)} label={t.withdraw}>
        <p class="hint">{t.withdrawHelp}</p>
        <TextArea {...fieldsOf(props).text('reason')} label={t.reason} rows={3} most={reasonMost} />
        <Buttons>
          <Button look="danger" name="do" value="dung">
            {t.withdraw}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}
