import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, type FieldErrors, Form, Hint } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { publicEntryPath } from '../../catalogue/index.ts';
import { PlanCrumbs } from '../assignment/work-frame.tsx';
import type { PlanRow } from '../plans/store.ts';
import { type Item, linkPath } from './item.ts';
import type { Lineage } from './lineage.ts';
import { LineageTree } from './lineage-view.tsx';
import type { LinkedEntry } from './queries.ts';
import { linkTexts } from './texts.ts';

interface LinksProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly plan: PlanRow;
  readonly item: Item & { readonly code: string; readonly name: string };
  readonly entries: readonly LinkedEntry[];
  readonly lineage: Lineage;
  readonly unitPlans: readonly { readonly id: number; readonly code: string; readonly title: string }[];
  readonly mayEdit: boolean;
  readonly errors: FieldErrors;
  readonly general: string | undefined;
  readonly typed: (name: string) => string;
}

/** What an item is about, whence it comes and what comes from it. */
export function LinksPage(props: LinksProps) {
  const { language, plan, item, errors, typed, lineage } = props;
  const t = linkTexts(language);
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.title} />
      <ErrorSummary lang={language} errors={errors} general={props.general} />
      <PageHead title={t.title} lead={t.lead} />
      <p>
        {item.code} <InVietnamese lang={language}>{item.name}</InVietnamese>
      </p>
      <Section title={t.entries}>
        <Listed empty={t.noEntries}>
          {props.entries.map(({ id, kind, code, title, illustrative }) => (
            <li key={code}>
              <a href={localPath(language, publicEntryPath(kind, code))}>{code}</a>{' '}
              <InVietnamese lang={language}>{title}</InVietnamese>{' '}
              {illustrative && <IllustrativeMark lang={language} />}
              <RemoveButton {...props} deed="bo-muc" value={id} name={code} />
            </li>
          ))}
        </Listed>
        {props.mayEdit && (
          <AddForm {...props} deed="gan-muc" button={t.link}>
            <TextField
              lang={language}
              name="entry"
              label={t.entry}
              hint={t.entryHint}
              value={typed('entry')}
              error={errors.entry}
              width="medium"
            />
          </AddForm>
        )}
      </Section>
      <Section title={t.origins}>
        {lineage.origins.length === 0 && <p class="quiet">{t.noOrigins}</p>}
        <LineageTree
          lang={language}
          work
          nodes={lineage.origins}
          beside={({ link, code, citation }) => (
            <RemoveButton {...props} deed="bo-nguon" value={link} name={code ?? citation ?? ''} />
          )}
        />
        {props.mayEdit && (
          <AddForm {...props} deed="them-nguon" button={t.add}>
            <TextField
              lang={language}
              name="origin"
              label={t.origin}
              hint={t.originHint}
              value={typed('origin')}
              error={errors.origin}
            />
          </AddForm>
        )}
      </Section>
      <Section title={t.derived}>
        {lineage.derived.length === 0 && <p class="quiet">{t.noDerived}</p>}
        <LineageTree lang={language} work nodes={lineage.derived} />
      </Section>
      {item.kind === 'task' && props.unitPlans.length > 0 && (
        <Section title={t.takeOver}>
          <AddForm {...props} deed="dua-vao" button={t.takeOver}>
            <Hint>{t.takeOverHelp}</Hint>
            <Select
              lang={language}
              name="plan"
              label={t.plan}
              empty={null}
              options={props.unitPlans.map(({ id, code, title }) => ({
                ...{ value: String(id), label: `${code} ${title}`, lang: 'vi' },
              }))}
            />
          </AddForm>
        </Section>
      )}
    </>
  );
}

function Listed(props: { readonly empty: string; readonly children: readonly ComponentChildren[] }) {
  return props.children.length === 0 ? <p class="quiet">{props.empty}</p> : <ul>{props.children}</ul>;
}

function AddForm(
  props: LinksProps & {
    readonly deed: string;
    readonly button: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <Form
      lang={props.language}
      action={localPath(props.language, linkPath(props.item))}
      csrfToken={props.csrfToken}
      hidden={{ do: props.deed }}
    >
      {props.children}
      <Button look="secondary">{props.button}</Button>
    </Form>
  );
}

function RemoveButton(
  props: LinksProps & { readonly deed: string; readonly value: number; readonly name: string },
) {
  if (!props.mayEdit) return null;
  return (
    <Form
      lang={props.language}
      action={localPath(props.language, linkPath(props.item))}
      csrfToken={props.csrfToken}
      hidden={{ do: props.deed, which: String(props.value) }}
      label={`${linkTexts(props.language).remove} ${props.name}`}
    >
      <Button look="quiet" small>
        {linkTexts(props.language).remove}
      </Button>
    </Form>
  );
}
