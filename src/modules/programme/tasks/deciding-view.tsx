import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { DateField, TextArea, TextField } from '../../../ui/fields.tsx';
import { Form, Hint } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { langOf } from '../../../ui/inline.tsx';
import { otherThan } from '../../catalogue/index.ts';
import { Closed, fieldsOf, formOf, ReasonForm } from './deed-forms.tsx';
import type { TaskAgency } from './queries.ts';
import { isOpenState, reasonMost } from './task.ts';
import { taskTexts } from './texts.ts';
import type { TaskProps } from './work-view.tsx';

export function Confirm(props: TaskProps) {
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

export function GiveBack(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Closed {...props} deed="tra-lai" title={t.giveBack}>
      <ReasonForm
        {...{ of: props, deed: 'tra-lai', label: t.giveBack, field: 'returnWords', decides: true }}
        fieldLabel={t.giveBackWords}
      />
    </Closed>
  );
}

export function Insist(props: TaskProps & { readonly lead: TaskAgency }) {
  const { lang, lead } = props;
  const t = taskTexts(lang);
  return (
    <ReasonForm
      {...{ of: props, deed: 'yeu-cau', label: t.insist, field: 'insistWords', lead }}
      fieldLabel={t.insistWords}
    >
      <p>
        <b lang={langOf(lang, lead.name)}>{lead.name}</b>: {t.answers.refused}.{' '}
        <span lang={otherThan(lang, 'vi')}>{lead.answerWords}</span>
      </p>
    </ReasonForm>
  );
}

export function Decide(props: TaskProps) {
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

/** Open parts and years that the form names; all of them are closed. */
const openShown = 20;

export function Close(props: TaskProps) {
  const t = taskTexts(props.lang);
  const fields = fieldsOf(props, 'dong');
  const open = [...props.task.parts, ...props.task.instances].filter(({ state }) => isOpenState(state));
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
        {open.length > 0 && (
          <>
            <RadioGroup
              {...fields.text('closeParts')}
              label={t.closeParts(formatNumber(props.lang, open.length, 0))}
              options={(['alike', 'stay'] as const).map((value) => ({
                ...{ value, label: t.closePartsAs[value] },
              }))}
            />
            <ul class="plain-list">
              {open.slice(0, openShown).map(({ id, code, name }) => (
                <li key={id}>
                  {code} <span lang={otherThan(props.lang, 'vi')}>{name}</span>
                </li>
              ))}
            </ul>
            {open.length > openShown && (
              <Hint>{t.closePartsMore(formatNumber(props.lang, open.length - openShown, 0))}</Hint>
            )}
          </>
        )}
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

export function Reopen(props: TaskProps) {
  const t = taskTexts(props.lang);
  return (
    <Closed {...props} deed="mo-lai" title={t.reopen}>
      <ReasonForm
        {...{ of: props, deed: 'mo-lai', label: t.reopen, field: 'reopenWords', decides: true }}
        fieldLabel={t.reopenWords}
      />
    </Closed>
  );
}
