import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import { assignmentTexts } from './texts.ts';
import { PlanCrumbs } from './work-frame.tsx';

export const splitKinds = ['department', 'commune', 'other'] as const;
export type SplitKind = (typeof splitKinds)[number];

export interface SplitAgency {
  readonly id: number;
  readonly name: string;
  readonly kind: SplitKind;
  readonly has: boolean;
}

/** A task that is given to a class of agencies becomes one for each. */
export function SplitPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly plan: PlanRow;
  readonly task: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly version: number;
  };
  readonly agencies: readonly SplitAgency[];
  readonly refused: (FormFailure & { readonly chosen: readonly string[]; readonly document: string }) | null;
}) {
  const { language, plan, task, agencies, refused } = props;
  const t = assignmentTexts(language);
  const error = refused?.errors.agencies;
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.split} />
      <ErrorSummary lang={language} errors={error ? { loai: error } : {}} general={refused?.general} />
      <PageHead title={t.split} lead={t.splitLead} />
      <p>
        {task.code} <InVietnamese lang={language}>{task.name}</InVietnamese>
      </p>
      <Form
        lang={language}
        action={localPath(language, programmeWork.split(task.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(task.version) }}
        wide
      >
        <CheckboxGroup
          lang={language}
          name="loai"
          label={t.splitAgencies}
          error={error}
          options={(['department', 'commune'] as const).map((kind) => ({
            value: kind,
            label: t.splitAll(t.splitKinds[kind]),
          }))}
          values={[]}
          optional
        />
        {splitKinds.map((kind) => {
          const options = agencies.filter((agency) => agency.kind === kind);
          return options.length === 0 ? null : (
            <details key={kind} open={options.some(({ id }) => refused?.chosen.includes(String(id)))}>
              <summary>{t.splitKinds[kind]}</summary>
              <CheckboxGroup
                lang={language}
                name="co-quan"
                label={t.splitKinds[kind]}
                options={options.map(({ id, name, has }) => ({
                  ...{ value: String(id), label: name, lang: 'vi' },
                  hint: has ? assignmentTexts('vi').splitHas : undefined,
                }))}
                values={refused?.chosen ?? []}
                columns
                optional
              />
            </details>
          );
        })}
        <TextField
          lang={language}
          name="van-ban"
          label={t.document}
          hint={t.documentHint}
          value={refused?.document ?? ''}
          maxLength={300}
          optional
        />
        <Buttons>
          <Button>{t.splitDo}</Button>
          <LinkButton href={localPath(language, programmeWork.task(task.id))} look="quiet">
            {t.back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
