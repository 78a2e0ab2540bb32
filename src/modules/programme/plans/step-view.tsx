import { Button, Buttons } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { type PlanVerb, planLifecycle } from './plan.ts';
import type { PlanProps } from './plan-view.tsx';
import { planTexts } from './texts.ts';

/** What the person may do with a plan in the state it is in. */
export function Steps(props: PlanProps) {
  const { lang, plan, may } = props;
  const t = planTexts(lang);
  const can = (verb: PlanVerb) => planLifecycle.verbs[verb].from.includes(plan.state) && may(verb);
  const filled = plan.tasks + plan.targets > 0;
  const shown = [
    plan.state === 'handed_up' && (
      <p key="handed">
        {t.handedUp(
          plan.handedUpBy ?? t.someone,
          plan.handedUpAt ? formatInstant(lang, plan.handedUpAt) : '',
        )}
      </p>
    ),
    plan.returnedWords && plan.state === 'draft' && (
      <Notice key="returned" lang={lang} kind="warning" title={t.returned}>
        <p class="kept-lines" lang={otherThan(lang, 'vi')}>
          {plan.returnedWords}
        </p>
      </Notice>
    ),
    filled && can('put_in_force') && <PutInForce key="put" {...props} />,
    // who decides needs nobody to hand it up
    filled && can('hand_up') && !can('put_in_force') && <HandUp key="hand-up" {...props} deed="trinh" />,
    can('take_back') && !can('return') && <HandUp key="take-back" {...props} deed="lay-lai" />,
    can('return') && <Leave key="return" {...props} deed="tra-lai" />,
    can('end') && <Leave key="end" {...props} deed="ket-thuc" />,
    can('withdraw') && <Leave key="withdraw" {...props} deed="rut" />,
  ].filter(Boolean);
  if (shown.length === 0) return null;
  return (
    <Section title={t.steps} id="buoc">
      <div class="stack">{shown}</div>
    </Section>
  );
}

function formOf({ lang, csrfToken, plan }: PlanProps, path = programmeWork.decidePlan(plan.id)) {
  return {
    ...{ lang, csrfToken, hidden: { version: String(plan.version) } },
    action: localPath(lang, path),
  };
}

/** Goes up to the head, or comes back from there. */
function HandUp(props: PlanProps & { readonly deed: 'trinh' | 'lay-lai' }) {
  const { lang, plan, deed } = props;
  const t = planTexts(lang);
  const up = deed === 'trinh';
  const label = up ? t.handUp : t.takeBack;
  return (
    <Form {...formOf(props, programmeWork.handPlan(plan.id))} label={label}>
      {up && <p class="hint">{t.handUpHelp}</p>}
      <Buttons>
        <Button name="do" value={deed} look={up ? 'primary' : 'secondary'}>
          {label}
        </Button>
      </Buttons>
    </Form>
  );
}

function PutInForce(props: PlanProps) {
  const { lang, plan } = props;
  const t = planTexts(lang);
  const replaced = plan.relations.flatMap(({ kind, other }) =>
    kind === 'replaces' && other?.state === 'in_force' ? [other.code] : [],
  );
  return (
    <Form {...formOf(props)} label={t.putInForce}>
      <p class="hint">{t.putInForceHelp}</p>
      {replaced.length > 0 && (
        <Notice lang={lang} kind="information">
          {t.replacesHere(replaced.join(', '))}
        </Notice>
      )}
      <Buttons>
        <Button name="do" value="dua-vao">
          {t.putInForce}
        </Button>
      </Buttons>
    </Form>
  );
}

/** Acts that are seldom wanted and say why stand closed, open where something was refused there. */
function Leave(props: PlanProps & { readonly deed: keyof typeof leaving }) {
  const { lang, plan, deed, refused } = props;
  const t = planTexts(lang);
  const mine = refused?.deed === deed ? refused : null;
  const { title, help, reason } = leaving[deed];
  const path = deed === 'tra-lai' ? programmeWork.handPlan(plan.id) : programmeWork.decidePlan(plan.id);
  return (
    <details open={mine !== null}>
      <summary>{t[title]}</summary>
      <Form {...formOf(props, path)} label={t[title]}>
        <p class="hint">{t[help]}</p>
        <TextArea
          lang={lang}
          name={mine ? 'reason' : `reason-${deed}`}
          label={t[reason]}
          value={mine?.reason ?? ''}
          error={mine?.errors.reason}
          rows={3}
          most={2_000}
        />
        <Buttons>
          <Button look={deed === 'rut' ? 'danger' : 'secondary'} name="do" value={deed}>
            {t[title]}
          </Button>
        </Buttons>
      </Form>
    </details>
  );
}

const leaving = {
  'tra-lai': { title: 'giveBack', help: 'giveBackHelp', reason: 'giveBackReason' },
  'ket-thuc': { title: 'end', help: 'endHelp', reason: 'endReason' },
  rut: { title: 'withdraw', help: 'withdrawHelp', reason: 'withdrawReason' },
} as const;
