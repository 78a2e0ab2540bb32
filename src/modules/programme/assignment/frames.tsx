import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { CSRF_FIELD, ErrorSummary, type FieldErrors, Form, Hint } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DefinitionList, type Fact, PageHead, Section, StatRow } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { PlanRow } from '../plans/store.ts';
import { assignmentTexts } from './texts.ts';
import { PlanCrumbs } from './work-frame.tsx';

/** Of tasks as of targets: choosing what is given, the preview of it, and what was made. */
interface PlanFrame {
  readonly language: Language;
  readonly csrfToken: string;
  readonly plan: PlanRow;
}

export function ChoosingFrame(
  props: Omit<PlanFrame, 'csrfToken'> & {
    readonly title: string;
    readonly lead: string;
    readonly errors: FieldErrors;
    readonly children: ComponentChildren;
  },
) {
  const { language, plan, title } = props;
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={title} />
      <ErrorSummary lang={language} errors={props.errors} />
      <PageHead title={title} lead={props.lead} />
      <div class="stack">
        <p class="quiet">
          <InVietnamese lang={language}>{plan.title}</InVietnamese>
        </p>
        {props.children}
      </div>
    </>
  );
}

/** Rows to be ticked, or all that the filter leaves, with what they are given. */
export function ChoiceForm(
  props: Omit<PlanFrame, 'plan'> & {
    readonly action: string;
    readonly form: FormFields;
    readonly hidden: Readonly<Record<string, string>>;
    readonly all: string;
    readonly name: string;
    readonly label: string;
    readonly error: string | undefined;
    readonly rows: readonly { readonly id: number; readonly label: string; readonly hint: string }[];
    readonly pages: {
      readonly page: number;
      readonly size: number;
      readonly total: number;
      readonly href: (page: number) => string;
    };
    readonly children: ComponentChildren;
  },
) {
  const { language, form, name, pages } = props;
  return (
    <>
      <Form
        lang={language}
        action={localPath(language, props.action)}
        csrfToken={props.csrfToken}
        hidden={props.hidden}
        guard
        wide
      >
        <Checkbox lang={language} name="tat-ca" label={props.all} checked={form.get('tat-ca') === '1'} />
        <CheckboxGroup
          lang={language}
          name={name}
          label={props.label}
          error={props.error}
          options={props.rows.map(({ id, label, hint }) => ({ value: String(id), label, lang: 'vi', hint }))}
          values={form.all(name)}
          optional
        />
        {props.children}
      </Form>
      <Pager
        lang={language}
        page={pages.page}
        pageSize={pages.size}
        total={pages.total}
        totalIsExact
        href={pages.href}
      />
    </>
  );
}

/** By which document, and whether what is given already is replaced; `children`: between the two. */
export function HowFields(props: {
  readonly language: Language;
  readonly form: FormFields;
  readonly documentHint: string;
  readonly documentError?: string | undefined;
  readonly overwrite: string;
  readonly overwriteHint: string;
  readonly children?: ComponentChildren;
}) {
  const { language, form } = props;
  const t = assignmentTexts(language);
  return (
    <>
      <TextField
        lang={language}
        name="van-ban"
        label={t.document}
        hint={props.documentHint}
        error={props.documentError}
        value={form.get('van-ban')}
        maxLength={300}
        optional
      />
      {props.children}
      <Checkbox
        lang={language}
        name="ghi-de"
        label={props.overwrite}
        hint={props.overwriteHint}
        checked={form.get('ghi-de') === '1'}
      />
      <Buttons>
        <Button>{t.preview}</Button>
      </Buttons>
    </>
  );
}

interface Made {
  readonly id: number;
  readonly document: string | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
}

export function LatestMade<One extends Made>(props: {
  readonly language: Language;
  readonly title: string;
  readonly latest: readonly One[];
  readonly name: (made: One) => string;
  readonly path: (made: One) => string;
}) {
  const { language, latest } = props;
  const t = assignmentTexts(language);
  if (latest.length === 0) return null;
  return (
    <Section title={props.title}>
      <ul>
        {latest.map((made) => (
          <li key={made.id}>
            <a href={localPath(language, props.path(made))}>{props.name(made)}</a>
            {', '}
            {formatInstant(language, made.madeAt)} –{' '}
            <Content lang={language} text={made.document ?? t.byPlan} />
            {made.undoneAt && ` (${t.undone})`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Rows shown of a preview; all of them are assigned. */
export const shownMost = 60;

/** What would change, before anything does; `children` compares the rows that are shown. */
export function PreviewFrame<Kind extends string>(
  props: PlanFrame & {
    readonly title: string;
    readonly form: FormFields;
    readonly formKey: string;
    readonly refused: string | undefined;
    readonly planned: { readonly stand: string; readonly unknown: readonly string[] };
    readonly kinds: readonly Kind[];
    readonly counts: Readonly<Record<NoInfer<Kind>, number>> & { readonly changed: number };
    readonly words: {
      readonly counts: Readonly<Record<Kind, string>>;
      readonly nothing: string;
      readonly shownOf: (shown: string, all: string) => string;
      readonly assign: (count: string) => string;
    };
    /** Where it is done, and where what was typed is changed. */
    readonly action: string;
    readonly back: string;
    readonly children: ComponentChildren;
  },
) {
  const { language, plan, title, counts, words, form } = props;
  const count = (number: number) => formatNumber(language, number, 0);
  const { changed } = counts;
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={title} />
      <ErrorSummary lang={language} errors={{}} general={props.refused} />
      <PageHead title={title} lead={<InVietnamese lang={language}>{plan.title}</InVietnamese>} />
      <div class="stack">
        <StatRow
          label={title}
          items={props.kinds
            .filter((kind) => kind === 'changed' || counts[kind] > 0)
            .map((kind) => ({ value: count(counts[kind]), label: words.counts[kind] }))}
        />
        <Unknown language={language} names={props.planned.unknown} />
        {changed === 0 && <p>{words.nothing}</p>}
        {changed > 0 && props.children}
        {changed > shownMost && <p class="quiet">{words.shownOf(count(shownMost), count(changed))}</p>}
        <Form
          lang={language}
          action={localPath(language, props.action)}
          csrfToken={props.csrfToken}
          // sends what was typed once more, with a mark of how things stood
          hidden={{ khoa: props.formKey, moc: props.planned.stand }}
        >
          <TypedAgain form={form} />
          <Buttons>
            {changed > 0 && <Button>{words.assign(count(changed))}</Button>}
            <LinkButton href={localPath(language, props.back)} look="quiet">
              {assignmentTexts(language).again}
            </LinkButton>
          </Buttons>
        </Form>
      </div>
    </>
  );
}

/** Names that the directory does not know. */
function Unknown(props: { readonly language: Language; readonly names: readonly string[] }) {
  if (props.names.length === 0) return null;
  return (
    <Notice lang={props.language} kind="warning" title={assignmentTexts(props.language).unknown}>
      <ul>
        {props.names.slice(0, 20).map((name) => (
          <li key={name}>
            <InVietnamese lang={props.language}>{name}</InVietnamese>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What the preview adds itself. */
const own = new Set([CSRF_FIELD, 'khoa', 'moc']);

/** What was typed, to be sent once more. */
function TypedAgain({ form }: { readonly form: FormFields }) {
  return (
    <>
      {form
        .names()
        .filter((name) => !own.has(name))
        .flatMap((name) => form.all(name).map((value) => ({ name, value })))
        .filter(({ value }) => value !== '')
        .map(({ name, value }) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** An assignment that was made, and the way back; `children` compares what it changed. */
export function ResultFrame(
  props: PlanFrame & {
    readonly here: string;
    readonly title: string;
    readonly made: Made;
    /** Between the document and when it was undone. */
    readonly facts?: readonly Fact[];
    readonly address: string;
    readonly pages: { readonly page: number; readonly size: number; readonly total: number };
    readonly mayUndo: boolean;
    readonly undoHelp: string;
    readonly children: ComponentChildren;
  },
) {
  const { language, plan, made, address, pages } = props;
  const t = assignmentTexts(language);
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={props.here} />
      <PageHead title={props.title} lead={formatInstant(language, made.madeAt)} />
      <div class="stack">
        <DefinitionList
          items={[
            { label: t.document, value: <Content lang={language} text={made.document ?? t.byPlan} /> },
            ...(props.facts ?? []),
            { label: t.undone, value: made.undoneAt && formatInstant(language, made.undoneAt) },
          ]}
        />
        {props.children}
        <Pager
          lang={language}
          page={pages.page}
          pageSize={pages.size}
          total={pages.total}
          totalIsExact
          href={(to) => localPath(language, to > 1 ? `${address}?trang=${to}` : address)}
        />
        {props.mayUndo && (
          <Form
            lang={language}
            action={localPath(language, `${address}/hoan-tac`)}
            csrfToken={props.csrfToken}
          >
            <Hint>{props.undoHelp}</Hint>
            <Button look="secondary">{t.undo}</Button>
          </Form>
        )}
      </div>
    </>
  );
}
