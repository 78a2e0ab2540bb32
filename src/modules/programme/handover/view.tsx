import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { FormFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { choiceKey } from './commands.ts';
import { type Former, type FormerAgency, type FormerItem, formersPerPage, type Named } from './former.ts';
import { handOverTexts } from './texts.ts';

/** The address of one who hands over. */
export function formerAddress(former: Former): string {
  const query = new URLSearchParams(
    former.kind === 'organisation' ? { 'co-quan': String(former.id) } : { ten: former.name },
  );
  return `${programmeWork.handOver}?${query}`;
}

/** Who ended and still has something open. */
export function FormerList(props: {
  readonly language: Language;
  readonly pageNumber: number;
  readonly found: { readonly rows: readonly FormerAgency[]; readonly total: number };
}) {
  const { language, found } = props;
  const t = handOverTexts(language);
  const list = localPath(language, programmeWork.handOver);
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[{ label: t.desk, href: localPath(language, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        {found.rows.length === 0 ? (
          <EmptyState title={t.none}>
            <p>{t.noneHelp}</p>
          </EmptyState>
        ) : (
          <RowList
            label={t.title}
            rows={found.rows.map(({ former, name, endedOn, leads, partners, targets, successors }) => ({
              key: JSON.stringify(former),
              href: localPath(language, formerAddress(former)),
              title: <InVietnamese lang={language}>{name}</InVietnamese>,
              detail: (
                <>
                  {endedOn ? t.ended(formatDate(language, endedOn)) : t.unknown} ·{' '}
                  {t.counts(leads, partners, targets)} ·{' '}
                  {successors.length > 0 ? (
                    <Content lang={language} text={t.successorsOf(namesOf(successors))} />
                  ) : (
                    t.noSuccessor
                  )}
                </>
              ),
            }))}
          />
        )}
        <Pager
          lang={language}
          page={props.pageNumber}
          pageSize={formersPerPage}
          total={found.total}
          totalIsExact
          href={(to) => (to > 1 ? `${list}?trang=${to}` : list)}
        />
      </div>
    </>
  );
}

export const namesOf = (agencies: readonly Named[]) => agencies.map(({ name }) => name).join('; ');

interface HandOverProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly former: Former;
  readonly name: string;
  readonly endedOn: string | null;
  readonly typed: string;
  readonly successors: readonly Named[];
  readonly items: readonly FormerItem[];
  readonly total: number;
  readonly failure: FormFailure | null;
  /** Fields as typed. */
  readonly value: (name: string) => string;
}

/** All that one agency has to hand over, with who takes it. */
export function HandOverPage(props: HandOverProps) {
  const { language, former, failure } = props;
  const t = handOverTexts(language);
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[
          { label: t.desk, href: localPath(language, PATHS.desk) },
          { label: t.title, href: localPath(language, programmeWork.handOver) },
        ]}
        here={<InVietnamese lang={language}>{props.name}</InVietnamese>}
      />
      <ErrorSummary lang={language} errors={failure?.errors ?? {}} general={failure?.general} />
      <PageHead
        title={<InVietnamese lang={language}>{props.name}</InVietnamese>}
        lead={props.endedOn ? t.ended(formatDate(language, props.endedOn)) : t.unknown}
      />
      <div class="stack">
        <Form
          lang={language}
          method="get"
          action={localPath(language, programmeWork.handOver)}
          hidden={former.kind === 'organisation' ? { 'co-quan': String(former.id) } : { ten: former.name }}
        >
          <TextField
            lang={language}
            name="ke-thua"
            label={t.successors}
            hint={t.successorsHint}
            value={props.typed}
            error={failure?.errors.successors}
          />
          <Buttons>
            <Button look="secondary">{t.chooseSuccessors}</Button>
          </Buttons>
        </Form>
        {props.successors.length > 0 && props.items.length > 0 && <HandOverForm {...props} />}
        {props.items.length === 0 && <p>{t.nothing}</p>}
      </div>
    </>
  );
}

function HandOverForm(props: HandOverProps) {
  const { language, former, successors, items, failure, value } = props;
  const t = handOverTexts(language);
  const options = successors.map(({ id, name }) => ({ value: String(id), label: name, lang: 'vi' }));
  return (
    <Form
      lang={language}
      action={localPath(language, programmeWork.handOver)}
      csrfToken={props.csrfToken}
      hidden={{
        ...(former.kind === 'organisation' ? { 'co-quan': String(former.id) } : { ten: former.name }),
        'ke-thua': props.typed,
      }}
      wide
    >
      <Hint>{t.note}</Hint>
      {successors.length > 1 && (
        <Select
          lang={language}
          name="nhan"
          label={t.usual}
          empty={null}
          value={value('nhan')}
          options={options}
        />
      )}
      <Table
        lang={language}
        caption={t.items}
        rows={items}
        rowKey={choiceKey}
        columns={[
          {
            key: 'item',
            label: t.item,
            head: true,
            cell: ({ of, itemId, code, name }) => (
              <>
                <a
                  href={localPath(
                    language,
                    of === 'task' ? programmeWork.task(itemId) : programmeWork.target(itemId),
                  )}
                >
                  {code}
                </a>{' '}
                <InVietnamese lang={language}>{name}</InVietnamese>
              </>
            ),
          },
          { key: 'role', label: t.role, cell: ({ role }) => t.roles[role] },
          {
            key: 'taker',
            label: t.taker,
            cell: (item) =>
              successors.length > 1 ? (
                <select class="input" name={choiceKey(item)} aria-label={t.takerOf(item.code)}>
                  <option value="">{t.asUsual}</option>
                  {options.map((option) => (
                    <option
                      key={option.value}
                      value={option.value}
                      lang="vi"
                      selected={value(choiceKey(item)) === option.value}
                    >
                      {option.label}
                    </option>
                  ))}
                  {item.whole && item.role === 'lead' && (
                    <option value="split" selected={value(choiceKey(item)) === 'split'}>
                      {t.split}
                    </option>
                  )}
                </select>
              ) : (
                <InVietnamese lang={language}>{successors[0]?.name}</InVietnamese>
              ),
          },
        ]}
      />
      {props.total > items.length && <p class="quiet">{t.more(items.length, props.total)}</p>}
      <TextField
        lang={language}
        name="document"
        label={t.document}
        hint={t.documentHint}
        value={value('document')}
        error={failure?.errors.document}
      />
      <Checkbox
        lang={language}
        name="confirm"
        label={t.confirm}
        checked={value('confirm') === '1'}
        error={failure?.errors.confirm}
      />
      <Buttons>
        <Button>{t.handOver(props.total)}</Button>
      </Buttons>
    </Form>
  );
}
