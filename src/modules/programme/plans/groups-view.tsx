import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { FormFailure } from './form-view.tsx';
import { PlanCrumbs } from './parts.tsx';
import type { Plan, PlanGroup } from './queries.ts';
import { planTexts } from './texts.ts';

/** Which form was refused, with what was typed there. */
export interface RefusedGroup extends FormFailure {
  /** `tasks`, `targets` or the id of a group. */
  readonly which: string;
  readonly label: string;
  readonly name: string;
}

interface GroupsProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly plan: Plan;
  readonly refused: RefusedGroup | null;
}

/** The groups and blocks of a draft, each with its own small form. */
export function GroupsPage(props: GroupsProps) {
  const { lang, plan, refused } = props;
  const t = planTexts(lang);
  return (
    <>
      <PlanCrumbs lang={lang} plan={plan} here={t.editGroups} />
      <PageHead title={t.groups} lead={t.groupsLead} />
      <ErrorSummary
        lang={lang}
        errors={refused?.errors.name ? { [`name-${refused.which}`]: refused.errors.name } : {}}
        general={refused?.general}
      />
      {(['tasks', 'targets'] as const).map((of) => (
        <Section key={of} title={of === 'tasks' ? t.tasksTitle : t.targetsTitle}>
          <div class="stack">
            {plan.groups
              .filter((group) => group.of === of)
              .map((group, index) => (
                <GroupForm key={group.id} {...props} of={of} group={group} position={index + 1} />
              ))}
            <GroupForm {...props} of={of} group={null} position={0} />
          </div>
        </Section>
      ))}
    </>
  );
}

function GroupForm(
  props: GroupsProps & {
    readonly of: 'tasks' | 'targets';
    readonly group: PlanGroup | null;
    readonly position: number;
  },
) {
  const { lang, csrfToken, plan, of, group, position, refused } = props;
  const t = planTexts(lang);
  const which = group ? String(group.id) : of;
  const typed = refused?.which === which ? refused : null;
  const adding = of === 'tasks' ? t.addGroup : t.addBlock;
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.groups(plan.id))}
      csrfToken={csrfToken}
      label={group ? `${of === 'tasks' ? t.groupName : t.blockName} ${position}` : adding}
      hidden={{ of, which }}
    >
      <TextField
        lang={lang}
        name={`label-${which}`}
        label={t.groupLabel}
        value={typed?.label ?? group?.label ?? ''}
        width="short"
        optional
      />
      <TextField
        lang={lang}
        name={`name-${which}`}
        label={of === 'tasks' ? t.groupName : t.blockName}
        value={typed?.name ?? group?.name ?? ''}
        error={typed?.errors.name}
      />
      <Buttons>
        <Button look="secondary" small name="do" value="luu">
          {group ? t.save : adding}
        </Button>
        {group && (
          <Button look="quiet" small name="do" value="xoa">
            {t.remove}
          </Button>
        )}
      </Buttons>
    </Form>
  );
}
