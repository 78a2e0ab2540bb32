import type { ComponentChildren } from 'preact';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, Select, TextArea } from '../../../ui/fields.tsx';
import { bindForm, Form, Hint } from '../../../ui/form.tsx';
import { langOf } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { Close, Confirm, Decide, GiveBack, Insist, Reopen } from './deciding-view.tsx';
import { Closed, fieldsOf, formFor, formOf, ReasonForm, type Typed } from './deed-forms.tsx';
import type { TaskAgency } from './queries.ts';
import { type FactKind, nameMost, productMost, reasonMost } from './task.ts';
import { taskTexts } from './texts.ts';
import type { TaskProps } from './work-view.tsx';

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
          <ReasonForm
            {...{ of: props, deed: 'tu-choi', label: t.refuse, field: 'refuseWords', lead }}
            fieldLabel={t.refuseReason}
          >
            <Hint>{t.refuseHelp}</Hint>
          </ReasonForm>
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

function AddPart(props: TaskProps) {
  const { lang, task } = props;
  const t = taskTexts(lang);
  const fields = fieldsOf(props, 'them-nho');
  const agencies = task.agencies.flatMap(({ organisationId, name }) =>
    organisationId === null ? [] : [{ value: String(organisationId), label: name, lang: langOf(lang, name) }],
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
