import type { Language } from '../../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { FileField } from '../../../../ui/choices.tsx';
import { TextArea } from '../../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../../ui/form.tsx';
import { formatInstant } from '../../../../ui/format.ts';
import { Content } from '../../../../ui/inline.tsx';
import { EmptyState, PageHead, Section } from '../../../../ui/page-parts.tsx';
import { RowList } from '../../../../ui/row-list.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { programmeWork } from '../../paths.ts';
import { PlanCrumbs } from '../parts.tsx';
import type { PlanImport } from './store.ts';
import { planImportTexts } from './texts.ts';

/** Bytes of a file to import. */
export const importLimit = 25_000_000;

interface StartProps {
  readonly lang: Language;
  readonly csrfToken: string;
  /** A box for rows instead of a file. */
  readonly paste: boolean;
  readonly rows: string;
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  readonly open: readonly PlanImport[];
}

/** Where a plan comes from: a file, pasted rows, or one's own typing. */
export function StartPage(props: StartProps) {
  const { lang, csrfToken, paste, rows, errors, general, open } = props;
  const t = planImportTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const title = paste ? t.pasteTitle : t.title;
  return (
    <>
      <PlanCrumbs lang={lang} here={title} />
      <PageHead title={title} lead={paste ? t.pasteLead : t.lead} />
      <ErrorSummary lang={lang} errors={errors} general={general} />
      <Form
        lang={lang}
        action={to(paste ? programmeWork.newPlanPasted : programmeWork.newPlan)}
        csrfToken={csrfToken}
        upload={!paste}
        label={title}
      >
        {paste ? (
          <TextArea lang={lang} name="rows" label={t.rows} value={rows} error={errors.rows} rows={12} />
        ) : (
          <FileField
            lang={lang}
            name="file"
            label={t.file}
            error={errors.file}
            accept=".docx,.html,.htm,.pdf,.xlsx,.csv,.md,.txt,.doc,.xls,.odt,.ods,.rtf"
            kinds={t.kinds}
            mostBytes={importLimit}
          />
        )}
        <Buttons>
          <Button>{paste ? t.readRows : t.read}</Button>
          <LinkButton href={to(paste ? programmeWork.newPlan : programmeWork.newPlanPasted)} look="quiet">
            {paste ? t.fromFile : t.paste}
          </LinkButton>
          <LinkButton href={to(programmeWork.newPlanByHand)} look="quiet">
            {t.byHand}
          </LinkButton>
        </Buttons>
      </Form>
      <Section title={t.open}>
        {open.length === 0 ? (
          <EmptyState title={t.noneOpen}>
            <p>{t.openHelp}</p>
          </EmptyState>
        ) : (
          <RowList
            label={t.open}
            rows={open.map((one) => ({
              ...{ key: String(one.id), href: to(programmeWork.planImport(one.id)) },
              title: <Content lang={lang} text={one.fileName || one.head.title || t.pasted} />,
              detail: [one.by, formatInstant(lang, one.updatedAt)].filter(Boolean).join(' · '),
            }))}
          />
        )}
      </Section>
    </>
  );
}
