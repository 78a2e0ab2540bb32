// A little long, and one file: every form of the page of a task, so that the order in which they stand is seen.
import type { ComponentChildren } from 'preact';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, Form, Hint } from '../../../ui/form.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { deedFields } from './deeds.ts';
import type { TaskAgency } from './queries.ts';
import { type FactKind, nameMost, productMost, reasonMost } from './task.ts';
import { taskTexts } from './texts.ts';
import type { TaskProps } from './work-view.tsx';

type Field = (typeof deedFields)[number];
type Typed = { readonly [Name in Field]: string };

function formOf({ lang, csrfToken, task }: TaskProps, label: string, decides = false) {
  return {
    ...{ lang, csrfToken, label, hidden: { version: String(task.version) } },
    action: localPath(lang, decides ? programmeWork.decideTask(task.id) : programmeWork.task(task.id)),
  };
}

/** As `formOf`, in the name of one of the leads. */
function formFor(props: TaskProps, label: string, { organisationId }: TaskAgency, decides = false) {
  const form = formOf(props, label, decides);
  return { ...form, hidden: { ...form.hidden, organisation: String(organisationId ?? '') } };
}

function fieldsOf({ lang, refused }: TaskProps, deed: string) {
  // what was typed stands in the form it was typed in
  const own = refused?.deed === deed ? refused : null;
  return bindForm<Typed>({ lang, values: own?.values ?? {}, errors: own?.errors ?? {} });
}

/** Acts that are not the usual one stand closed, open where something was refused there. */
function Closed(
  props: TaskProps & { readonly deed: string; readonly title: string; readonly children: ComponentChildren },
) {
  return (
    <details open={props.refused?.deed === props.deed}>
      <summary>{props.title}</summary>
      <div class="stack">{props.children}</div>
    </details>
  );
}

/** What the person may do with the task as it stands; nothing where there is nothing. */
export function Deeds(props: TaskProps) {
  const { lang, task, mine, may } = props;
  const deeds = task.plan.state === 'in_force' ? offered(props) : [];
  if (deeds.length === 0) return null;
  const t = taskTexts(lang);
  return (
    <Section title={mine.length > 0 || may.edit || may.extend ? t.deeds : t.asked} id="viec">
      <div class="stack">{deeds}</div>
    </Section>
  );
}

function offered(props: TaskProps): readonly ComponentChildren[] {
  const { task, mine, may } = props;
  if (task.closed !== null) return may.decide ? [<Reopen key="mo-lai" {...props} />] : [];
  const asked = task.extensions.find(({ state }) => state === 'asked');
  const waiting = mine.find(({ answer }) => answer !== 'acknowledged');
  const refusing = task.agencies.find(({ role, answer }) => role === 'lead' && answer === 'refused');
  const working = mine.some(({ reportedOn, answer }) => reportedOn === null && answer !== 'refused');
  const reports = task.entered.some(
    (fact) => fact.kind === 'done' && !fact.corrected && fact.verdict === null,
  );
  const termed = task.lastDay !== null && task.kind !== 'yearly' && task.kind !== 'continuous';
  const divided = termed && task.parent === null;
  return [
    waiting && <Acknowledge key="tiep-nhan" {...props} lead={waiting} />,
    (working || may.edit) && task.kind !== 'yearly' && <Enter key="ghi" {...props} />,
    may.decide && task.state === 'awaiting' && <Confirm key="xac-nhan" {...props} />,
    may.decide && reports && <GiveBack key="tra-lai" {...props} />,
    may.edit && refusing && <Insist key="yeu-cau" {...props} lead={refusing} />,
    may.extend && asked && <Decide key="gia-han" {...props} />,
    asked && mine.some(({ organisationId }) => organisationId === asked.organisationId) && (
      <TakeBack key="rut" {...props} />
    ),
    !asked && working && termed && mine[0] && <Extend key="de-nghi" {...props} lead={mine[0]} />,
    divided && (mine.length > 0 || may.edit) && <AddPart key="them-nho" {...props} />,
    task.parent !== null && (mine.length > 0 || may.edit) && <ChangePart key="sua-nho" {...props} />,
    may.decide && <Close key="dong" {...props} />,
  ].filter(Boolean);
}

function Acknowledge(props: TaskProps & { readonly lead: TaskAgency }) {
  const { lang, lead } = props;
  const t = taskTexts(lang);
  return (
    <>
      <Form {...formFor(props, t.acknowledge, lead)}>
        <Hint>{t.acknowledgeHelp}</Hint>
        <Buttons>
          <Button name="do" value="tiep-nhan">
            {t.acknowledge}
          </Button>
        </Buttons>
      </Form>
      {lead.answer === 'given' && (
        <Closed {...props} deed="tu-choi" title={t.refuse}>
          <Form {...formFor(props, t.refuse, lead)}>
            <Hint>{t.refuseHelp}</Hint>
            <TextArea
              {...fieldsOf(props, 'tu-choi').text('refuseWords')}
              label={t.refuseReason}
              rows={3}
              most={reasonMost}
            />
            <Buttons>
              <Button look="secondary" name="do" value="tu-choi">
                {t.refuse}
              </Button>
            </Buttons>
          </Form>
        </Closed>
      )}
    </>
  );
}

/** The ways to enter what happened, each on a page of its own. */
function Enter({ lang, task, mine }: TaskProps) {
  const t = taskTexts(lang);
  const to = (kind: FactKind) => localPath(lang, `${programmeWork.fact(task.id)}?loai=${kind}`);
  const begun = mine.length > 0 ? mine.every(({ startedOn }) => startedOn !== null) : task.startedOn !== null;
  const kinds: readonly FactKind[] =
    task.kind === 'continuous'
      ? ['result', 'progress']
      : [...(begun ? [] : (['started'] as const)), 'progress', 'result', 'done'];
  return (
    <Buttons>
      {kinds.map((kind) => (
        <LinkButton key={kind} href={to(kind)} look="secondary">
          {t.enter[kind]}
        </LinkButton>
      ))}
    </Buttons>
  );
}

function Confirm(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Form {...formOf(props, t.confirm, true)}>
      <DateField
        {...fieldsOf(props, 'xac-nhan').text('confirmOn')}
        label={t.confirmOn}
        hint={t.confirmHelp}
        optional
      />
      <Buttons>
        <Button name="do" value="xac-nhan">
          {t.confirm}
        </Button>
      </Buttons>
    </Form>
  );
}

function GiveBack(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Closed {...props} deed="tra-lai" title={t.giveBack}>
      <Form {...formOf(props, t.giveBack, true)}>
        <TextArea
          {...fieldsOf(props, 'tra-lai').text('returnWords')}
          label={t.giveBackWords}
          rows={3}
          most={reasonMost}
        />
        <Buttons>
          <Button look="secondary" name="do" value="tra-lai">
            {t.giveBack}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function Insist(props: TaskProps & { readonly lead: TaskAgency }) {
  const { lang, lead } = props;
  const t = taskTexts(lang);
  return (
    <Form {...formFor(props, t.insist, lead)}>
      <p>
        <b lang={otherThan(lang, 'vi')}>{lead.name}</b>: {t.answers.refused}.{' '}
        <span lang={otherThan(lang, 'vi')}>{lead.answerWords}</span>
      </p>
      <TextArea
        {...fieldsOf(props, 'yeu-cau').text('insistWords')}
        label={t.insistWords}
        rows={3}
        most={reasonMost}
      />
      <Buttons>
        <Button look="secondary" name="do" value="yeu-cau">
          {t.insist}
        </Button>
      </Buttons>
    </Form>
  );
}

function Extend(props: TaskProps & { readonly lead: TaskAgency }) {
  const t = taskTexts(props.lang);
  const fields = fieldsOf(props, 'de-nghi');
  return (
    <Closed {...props} deed="de-nghi" title={t.extend}>
      <Form {...formFor(props, t.extend, props.lead)}>
        <DateField {...fields.text('extendDay')} label={t.extendDay} />
        <TextArea {...fields.text('extendReason')} label={t.extendReason} rows={3} most={reasonMost} />
        <Buttons>
          <Button look="secondary" name="do" value="de-nghi">
            {t.extend}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function TakeBack(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Form {...formOf(props, t.withdrawExtension)}>
      <Buttons>
        <Button look="quiet" name="do" value="rut-de-nghi">
          {t.withdrawExtension}
        </Button>
      </Buttons>
    </Form>
  );
}

function Decide(props: TaskProps) {
  const t = taskTexts(props.lang);
  const fields = fieldsOf(props, 'gia-han');
  return (
    <Closed {...props} deed="gia-han" title={t.decide}>
      <Form {...formOf(props, t.decide, true)}>
        <Hint>{t.decisionHelp}</Hint>
        <RadioGroup
          {...fields.text('verdict')}
          label={t.verdict}
          options={(['granted', 'refused'] as const).map((value) => ({ value, label: t.verdicts[value] }))}
        />
        <DateField {...fields.text('grantedDay')} label={t.grantedDay} optional="at times" />
        <TextField
          {...fields.text('decisionNumber')}
          label={t.decisionNumber}
          width="medium"
          optional="at times"
        />
        <DateField {...fields.text('decisionDate')} label={t.decisionDate} optional="at times" />
        <TextArea
          {...fields.text('decisionWords')}
          label={t.decisionWords}
          rows={3}
          most={reasonMost}
          optional="at times"
        />
        <Buttons>
          <Button look="secondary" name="do" value="gia-han">
            {t.decide}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function Close(props: TaskProps) {
  const t = taskTexts(props.lang);
  const fields = fieldsOf(props, 'dong');
  return (
    <Closed {...props} deed="dong" title={t.close}>
      <Form {...formOf(props, t.close, true)}>
        <RadioGroup
          {...fields.text('closeHow')}
          label={t.closeHow}
          options={(['suspended', 'not_carried_out'] as const).map((value) => ({
            ...{ value, label: t.closings[value] },
          }))}
        />
        <TextField {...fields.text('closeDocument')} label={t.closeDocument} hint={t.closeDocumentHelp} />
        <DateField {...fields.text('closeOn')} label={t.closeOn} optional />
        <TextArea {...fields.text('closeWords')} label={t.closeWords} rows={2} most={reasonMost} optional />
        <Buttons>
          <Button look="danger" name="do" value="dong">
            {t.close}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function Reopen(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Closed {...props} deed="mo-lai" title={t.reopen}>
      <Form {...formOf(props, t.reopen, true)}>
        <TextArea
          {...fieldsOf(props, 'mo-lai').text('reopenWords')}
          label={t.reopenWords}
          rows={3}
          most={reasonMost}
        />
        <Buttons>
          <Button look="secondary" name="do" value="mo-lai">
            {t.reopen}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function AddPart(props: TaskProps) {
  const { lang, task } = props;
  const t = taskTexts(lang);
  const fields = fieldsOf(props, 'them-nho');
  const agencies = task.agencies.flatMap(({ organisationId, name }) =>
    organisationId === null
      ? []
      : [{ value: String(organisationId), label: name, lang: otherThan(lang, 'vi') }],
  );
  return (
    <Closed {...props} deed="them-nho" title={t.addPart}>
      <Form {...formOf(props, t.addPart)}>
        <TextArea {...fields.text('partName')} label={t.partName} rows={2} most={nameMost} />
        <TextArea
          {...fields.text('partProduct')}
          label={t.partProduct}
          rows={2}
          most={productMost}
          optional
        />
        <DateField {...fields.text('partDue')} label={t.partDue} hint={t.partDueHelp} optional />
        <Select {...fields.text('partAgency')} label={t.partAgency} options={agencies} />
        <Buttons>
          <Button look="secondary" name="do" value="them-nho">
            {t.addPart}
          </Button>
        </Buttons>
      </Form>
    </Closed>
  );
}

function ChangePart(props: TaskProps) {
  const { lang, task, refused } = props;
  const t = taskTexts(lang);
  const own = refused?.deed === 'sua-nho' ? refused : null;
  const kept = { partName: task.name, partProduct: task.product ?? '', partDue: dueOf(task.kind, task.raw) };
  const fields = bindForm<Typed>({ lang, values: own?.values ?? kept, errors: own?.errors ?? {} });
  return (
    <>
      <Closed {...props} deed="sua-nho" title={t.changePart}>
        <Form {...formOf(props, t.changePart)}>
          <TextArea {...fields.text('partName')} label={t.partName} rows={2} most={nameMost} />
          <TextArea
            {...fields.text('partProduct')}
            label={t.partProduct}
            rows={2}
            most={productMost}
            optional
          />
          <DateField {...fields.text('partDue')} label={t.partDue} hint={t.partDueHelp} optional />
          <Buttons>
            <Button look="secondary" name="do" value="sua-nho">
              {t.changePart}
            </Button>
          </Buttons>
        </Form>
      </Closed>
      {task.facts === 0 && (
        <Form {...formOf(props, t.removePart)}>
          <Hint>{t.removeHelp}</Hint>
          <Buttons>
            <Button look="quiet" name="do" value="bo-nho">
              {t.removePart}
            </Button>
          </Buttons>
        </Form>
      )}
    </>
  );
}

/** A day of its own, as typed; a part that is due with the whole keeps what that printed. */
function dueOf(kind: string, raw: string): string {
  return kind === 'date' && /^\d{2}\/\d{2}\/\d{4}$/.test(raw) ? raw : '';
}
