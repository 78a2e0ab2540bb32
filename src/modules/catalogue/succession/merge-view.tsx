import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { ErrorSummary, Form, fieldId } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { attachedNow } from '../attachment.ts';
import type { Edition } from '../edition.ts';
import { type Page, pageSize } from '../edition-queries.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import type { Values } from '../entry-form.ts';
import type { EntryRecord } from '../entry-store.ts';
import { Lines } from '../entry-view.tsx';
import { fieldLines } from '../field-text.ts';
import type { FormChoices } from '../field-view.tsx';
import { work } from '../paths.ts';
import { type Disagreement, joined } from './joining.ts';
import type { Mergeable } from './queries.ts';
import { mostMerged } from './refusals.ts';
import { successionTexts } from './texts.ts';

interface Frame {
  readonly language: Language;
  readonly edition: Edition;
}

/** The address of the choice with these entries chosen. */
export function mergeAddress(
  { language, edition }: Frame,
  ids: readonly number[],
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(Object.entries(more).filter(([, value]) => value !== ''));
  for (const id of ids) query.append('muc', String(id));
  const text = query.toString();
  return localPath(language, `${work.mergeEntries(edition.id)}${text ? `?${text}` : ''}`);
}

interface ChooseProps extends Frame {
  readonly filters: { readonly text: string; readonly page: number };
  readonly found: Page<Mergeable>;
  readonly chosen: readonly Mergeable[];
  readonly error: string | undefined;
}

/** Entries to be merged are chosen one by one; what is chosen stands in the address. */
export function ChooseToMergePage(props: ChooseProps) {
  const { language, edition, filters, found, chosen } = props;
  const t = successionTexts(language);
  const ids = chosen.map(({ id }) => id);
  const page = filters.page > 1 ? String(filters.page) : '';
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.merge} />
      <ErrorSummary lang={language} errors={props.error ? { muc: props.error } : {}} />
      <PageHead title={t.merge} lead={<span lang={foreign(language)}>{edition.title}</span>} />
      <div class="stack">
        <p>{t.mergeLead}</p>
        <Chosen {...props} />
        <SearchBox
          lang={language}
          action={mergeAddress(props, [])}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={ids.map((id) => ['muc', String(id)] as const)}
        />
        {found.total === 0 ? (
          <EmptyState title={editionTexts(language).noEntryFound} />
        ) : (
          <Table
            lang={language}
            caption={t.merge}
            captionHidden
            rows={found.rows}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                key: 'code',
                label: t.code,
                head: true,
                cell: ({ code }) => <span class="nowrap">{code}</span>,
              },
              { key: 'title', label: t.entry, cell: (row) => <Title language={language} entry={row} /> },
              {
                key: 'act',
                label: t.act,
                quietLabel: true,
                cell: ({ id, code }) =>
                  ids.includes(id) ? (
                    <Badge tone="work">{t.isChosen}</Badge>
                  ) : ids.length >= mostMerged ? null : (
                    <LinkButton
                      href={mergeAddress(props, [...ids, id], { q: filters.text, trang: page })}
                      look="secondary"
                      small
                    >
                      {t.choose}
                      <span class="sr"> {code}</span>
                    </LinkButton>
                  ),
              },
            ]}
          />
        )}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(to) => mergeAddress(props, ids, { q: filters.text, trang: to > 1 ? String(to) : '' })}
        />
      </div>
    </>
  );
}

function Chosen(props: ChooseProps) {
  const { language, chosen, filters } = props;
  const t = successionTexts(language);
  const ids = chosen.map(({ id }) => id);
  if (chosen.length === 0) return <p id={fieldId('muc')}>{t.noneChosen}</p>;
  return (
    <section class="card" id={fieldId('muc')} aria-label={t.chosen(chosen.length)}>
      <h2>{t.chosen(chosen.length)}</h2>
      <ul class="plain-list">
        {chosen.map((entry) => (
          <li key={entry.id}>
            <span class="nowrap">{entry.code}</span> <Title language={language} entry={entry} />{' '}
            <a
              href={mergeAddress(
                props,
                ids.filter((id) => id !== entry.id),
                { q: filters.text },
              )}
            >
              {t.unchoose}
              <span class="sr"> {entry.code}</span>
            </a>
          </li>
        ))}
      </ul>
      {chosen.length < 2 ? (
        <p class="quiet">{t.oneMore}</p>
      ) : (
        <Buttons>
          <LinkButton href={localPath(language, work.compareToMerge(props.edition.id, ids))}>
            {t.compare}
          </LinkButton>
        </Buttons>
      )}
    </section>
  );
}

function Title(props: {
  readonly language: Language;
  readonly entry: Pick<Mergeable, 'title' | 'illustrative'>;
}) {
  return (
    <>
      <span lang={foreign(props.language)}>{props.entry.title}</span>
      {props.entry.illustrative && (
        <>
          {' '}
          <IllustrativeMark lang={props.language} />
        </>
      )}
    </>
  );
}

export interface MergeProps extends Frame {
  readonly csrfToken: string;
  readonly entries: readonly EntryRecord[];
  /** By id of the entry: what people call it. */
  readonly codes: ReadonlyMap<number, string>;
  readonly into: EntryRecord;
  readonly differing: readonly Disagreement[];
  readonly chosen: Readonly<Record<string, string>>;
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  readonly errors: Readonly<Record<string, string>>;
  readonly general: string | undefined;
}

/** The entries side by side where they differ, and the choice for each part. */
export function MergePage(props: MergeProps) {
  const { language, edition, entries, differing } = props;
  const t = successionTexts(language);
  const spoken = (entry: EntryRecord) => props.codes.get(entry.id) ?? entry.code;
  const within = edition.amends ? 'amendment' : 'draft';
  const files = new Set(entries.flatMap((entry) => attachedNow(entry).map(({ sha256 }) => sha256))).size;
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.compareTitle} />
      <ErrorSummary lang={language} errors={props.errors} general={props.general} />
      <PageHead title={t.compareTitle} lead={entries.map(spoken).join(' · ')} />
      <Form
        lang={language}
        action={mergeAddress(props, [])}
        csrfToken={props.csrfToken}
        hidden={{
          muc: entries.map(({ id, version }) => `${id}.${version}`).join(','),
          theo: String(props.into.id),
        }}
        wide
      >
        <RadioGroup
          lang={language}
          name="vao"
          label={t.into}
          hint={t.intoHint[within]}
          error={props.errors.vao}
          value={String(props.into.id)}
          options={entries.map((entry) => ({
            value: String(entry.id),
            label: `${spoken(entry)} · ${entry.title}`,
            lang: foreign(language),
          }))}
        />
        {differing.length > 0 && (
          <div>
            <Button name="do" value="de-xuat" look="secondary" small>
              {t.proposeAgain}
            </Button>
          </div>
        )}
        {differing.length === 0 ? (
          <Notice lang={language} kind="information">
            <p>{t.nothingDiffers}</p>
          </Notice>
        ) : (
          <p>{t.compareLead}</p>
        )}
        {differing.map((difference) => (
          <Sides key={difference.field.name} {...props} difference={difference} spoken={spoken} />
        ))}
        {files > 0 && <p>{t.files(files)}</p>}
        <p class="quiet">{t.undoMerge[within]}</p>
        <Buttons>
          <Button>{t.doMerge}</Button>
          <LinkButton
            href={mergeAddress(
              props,
              entries.map(({ id }) => id),
            )}
            look="quiet"
          >
            {t.chooseOthers}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** One part as each entry says it, side by side where there is room. */
function Sides(
  props: MergeProps & {
    readonly difference: Disagreement;
    readonly spoken: (entry: EntryRecord) => string;
  },
) {
  const { language, difference, choices, entries } = props;
  const { field, said, together, proposed } = difference;
  const t = successionTexts(language);
  const name = `chon-${field.name}`;
  const typed = props.chosen[field.name] ?? '';
  const sides: readonly { readonly value: string; readonly label: string; readonly values: Values }[] = [
    ...entries.map((entry, at) => ({
      value: String(entry.id),
      label: t.of(props.spoken(entry)),
      values: said[at] ?? {},
    })),
    ...(together ? [{ value: joined, label: t.together, values: together }] : []),
  ];
  const value = sides.some((side) => side.value === typed) ? typed : proposed;
  return (
    <Section title={field.label[language]}>
      <fieldset class="sides" aria-invalid={props.errors[name] ? 'true' : undefined}>
        <legend class="sr">{field.label[language]}</legend>
        {sides.map((side, at) => {
          const lines = fieldLines(language, side.values, field, choices);
          const id = at === 0 ? fieldId(name) : `${fieldId(name)}-${at + 1}`;
          return (
            <div key={side.value} class="side">
              <label class="choice" for={id}>
                <input id={id} type="radio" name={name} value={side.value} checked={side.value === value} />
                <b>{side.label}</b>
              </label>
              <div lang={foreign(language)}>
                <Lines language={language} lines={lines.length > 0 ? lines : [t.empty]} />
              </div>
            </div>
          );
        })}
      </fieldset>
    </Section>
  );
}
