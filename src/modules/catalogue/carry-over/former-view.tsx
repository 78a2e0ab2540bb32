import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { type Edition, isOpen, isReadable } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import type { Former } from './queries.ts';
import { carryTexts } from './texts.ts';

interface FormerProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly former: readonly Former[];
  /** The one it replaces as a whole, or is to replace. */
  readonly replaced: Edition | null;
  readonly mayEdit: boolean;
  readonly refused: { readonly values: { readonly replaces: string }; readonly error: string } | null;
}

/** The editions that one follows, with what is left of each, and which of them it replaces. */
export function FormerPage(props: FormerProps) {
  const { language, edition, former } = props;
  const t = carryTexts(language);
  const carries = props.mayEdit && isOpen(edition);
  const address = ({ id }: Former) =>
    localPath(language, withQuery(work.outcomes(id), { sang: carries ? edition.id : undefined }));
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.former} />
      <ErrorSummary lang={language} errors={props.refused ? { replaces: props.refused.error } : {}} />
      <PageHead
        title={t.former}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
        marks={<StateBadge language={language} edition={edition} />}
      />
      <div class="stack">
        <p>{t.formerLead}</p>
        <Table
          lang={language}
          caption={t.former}
          captionHidden
          empty={t.noneBefore}
          rows={former}
          rowKey={({ id }) => String(id)}
          columns={[
            { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
            {
              key: 'title',
              label: editionTexts(language).title,
              head: true,
              cell: ({ title }) => <span lang={foreign(language)}>{title}</span>,
            },
            {
              key: 'open',
              label: t.outcome,
              cell: ({ open, entries }) =>
                t.openOf(formatNumber(language, open, 0), formatNumber(language, entries, 0)),
            },
            {
              key: 'go',
              label: t.title,
              quietLabel: true,
              cell: (row) => (
                <LinkButton href={address(row)} look="secondary" small>
                  {carries ? t.carryFrom(row.code) : t.title}
                </LinkButton>
              ),
            },
          ]}
        />
        <Replacing {...props} />
      </div>
    </>
  );
}

function Replacing(props: FormerProps) {
  const { language, edition, former, replaced, refused } = props;
  const t = carryTexts(language);
  const choices = former.filter(({ id, state }) => state === 'published' || id === replaced?.id);
  if (!props.mayEdit || !isOpen(edition) || choices.length === 0) {
    if (!replaced) return null;
    return <p>{isReadable(edition) ? t.replacedIt(replaced.code) : t.willReplace(replaced.code)}</p>;
  }
  const chosen = refused?.values.replaces ?? (replaced ? String(replaced.id) : '');
  return (
    <Section title={t.replaces}>
      <Form
        lang={language}
        action={localPath(language, work.replaced(edition.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(edition.version) }}
      >
        <Select
          lang={language}
          name="replaces"
          label={t.replaces}
          hint={t.replacesHint}
          error={refused?.error}
          value={chosen}
          empty={t.replacesNone}
          options={choices.map(({ id, code, title }) => ({
            value: String(id),
            label: `${code}: ${title}`,
            lang: foreign(language),
          }))}
          optional
        />
        <Buttons>
          <Button>{t.saveReplaced}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}
