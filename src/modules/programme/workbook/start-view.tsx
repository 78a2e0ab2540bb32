import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { FileField } from '../../../ui/choices.tsx';
import { Select } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import type { SentWorkbook } from './store.ts';
import type { WorkbookChoices } from './subjects.ts';
import { workbookTexts } from './texts.ts';

/** Bytes of a workbook that is sent. */
export const workbookLimit = 25_000_000;

export function WorkbookCrumbs({ lang, here }: { readonly lang: Language; readonly here?: string }) {
  const t = workbookTexts(lang);
  const start = { label: t.title, href: localPath(lang, programmeWork.workbooks) };
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: localPath(lang, PATHS.desk) },
        { label: t.tasks, href: localPath(lang, programmeWork.tasks) },
        ...(here === undefined ? [] : [start]),
      ]}
      here={here ?? t.title}
    />
  );
}

export interface StartProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly choices: WorkbookChoices;
  readonly open: readonly SentWorkbook[];
  /** What was chosen, where a download was refused. */
  readonly values: { readonly agency: string; readonly plan: string };
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
}

/** Where a workbook is taken and given back. */
export function WorkbookStart(props: StartProps) {
  const { lang, csrfToken, open, errors } = props;
  const t = workbookTexts(lang);
  return (
    <>
      <WorkbookCrumbs lang={lang} />
      <PageHead title={t.title} lead={t.lead} />
      <ErrorSummary lang={lang} errors={errors} />
      <Section title={t.download} id="tai">
        <Download {...props} />
      </Section>
      <Section title={t.sendTitle} id="gui">
        <Form
          lang={lang}
          action={localPath(lang, programmeWork.workbooks)}
          csrfToken={csrfToken}
          upload
          label={t.sendTitle}
        >
          <FileField
            lang={lang}
            name="file"
            label={t.file}
            hint={`${t.sendHelp} ${t.noFileHelp}`}
            error={errors.file}
            accept=".xlsx,.ods,.xls,.csv"
            kinds={t.kinds}
            mostBytes={workbookLimit}
          />
          <Buttons>
            <Button>{t.send}</Button>
          </Buttons>
        </Form>
      </Section>
      <Section title={t.open} id="dang-xem">
        {open.length === 0 ? (
          <EmptyState title={t.noneOpen}>
            <p>{t.openHelp}</p>
          </EmptyState>
        ) : (
          <RowList
            label={t.open}
            rows={open.map((one) => ({
              ...{ key: String(one.id), href: localPath(lang, programmeWork.workbook(one.id)) },
              title: <Content lang={lang} text={one.fileName} />,
              detail: [
                one.by && t.sentBy(one.by, formatInstant(lang, one.createdAt)),
                t.rowsLeft(formatNumber(lang, one.rows, 0)),
              ]
                .filter(Boolean)
                .join(' · '),
            }))}
          />
        )}
      </Section>
    </>
  );
}

function Download({ lang, choices, values, errors }: StartProps) {
  const t = workbookTexts(lang);
  const { agencies, plans } = choices;
  const [only] = agencies;
  if (!only)
    return (
      <EmptyState title={t.nothing}>
        <p>{t.nothingHelp}</p>
      </EmptyState>
    );
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.workbookFile)}
      method="get"
      label={t.download}
      hidden={agencies.length === 1 ? { 'co-quan': String(only.id) } : {}}
    >
      <Hint>{t.downloadHelp}</Hint>
      {agencies.length > 1 && (
        <Select
          lang={lang}
          name="co-quan"
          label={t.agency}
          value={values.agency}
          error={errors['co-quan']}
          options={agencies.map(({ id, name }) => ({
            ...{ value: String(id), label: name, lang: otherThan(lang, 'vi') },
          }))}
        />
      )}
      <Select
        lang={lang}
        name="ke-hoach"
        label={t.plan}
        value={values.plan}
        error={errors['ke-hoach']}
        empty={t.allPlans}
        optional
        options={plans.map(({ id, name, title }) => ({
          ...{ value: String(id), label: `${name} · ${title}`, lang: otherThan(lang, 'vi') },
        }))}
      />
      <Buttons>
        <Button>{t.get}</Button>
      </Buttons>
    </Form>
  );
}
