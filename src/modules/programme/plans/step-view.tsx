import { Button, Buttons } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
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
    filled && can('put_in_force') && <PutInForce key="put" {...props} />,
    filled && can('change') && !can('put_in_force') && (
      <p key="who" class="hint">
        {t.notDecider}
      </p>
    ),
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

function formOf({ lang, csrfToken, plan }: PlanProps) {
  return {
    ...{ lang, csrfToken, hidden: { version: String(plan.version) } },
    action: localPath(lang, programmeWork.decidePlan(plan.id)),
  };
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

/** Ends that are seldom wanted stand closed, open where something was refused there. */
function Leave(props: PlanProps & { readonly deed: 'ket-thuc' | 'rut' }) {
  const { lang, deed, refused } = props;
  const t = planTexts(lang);
  const ends = deed === 'ket-thuc';
  const mine = refused?.deed === deed ? refused : null;
  const title = ends ? t.end : t.withdraw;
  return (
    <details open={mine !== null}>
      <summary>{title}</summary>
      <Form {...formOf(props)} label={title}>
        <p class="hint">{ends ? t.endHelp : t.withdrawHelp}</p>
        <TextArea
          lang={lang}
          name={mine ? 'reason' : `reason-${deed}`}
          label={ends ? t.endReason : t.withdrawReason}
          value={mine?.reason ?? ''}
          error={mine?.errors.reason}
          rows={3}
          most={2_000}
        />
        <Buttons>
          <Button look={ends ? 'secondary' : 'danger'} name="do" value={deed}>
            {title}
          </Button>
        </Buttons>
      </Form>
    </details>
  );
}
