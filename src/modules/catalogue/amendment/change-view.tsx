import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { attachedNow } from '../attachment.ts';
import type { Edition } from '../edition.ts';
import { foreign } from '../edition-views.tsx';
import { contentOf, type EntryRecord } from '../entry-store.ts';
import { fieldLabel } from '../field-labels.ts';
import type { FormChoices } from '../field-view.tsx';
import { publicEntry, work } from '../paths.ts';
import { RelationLines } from '../succession/relation-lines.tsx';
import { DifferenceTable } from '../versions/difference-view.tsx';
import { exactDifferences } from '../versions/differences.ts';
import type { EntryChange } from './queries.ts';
import { amendmentTexts } from './texts.ts';

interface Props {
  readonly language: Language;
  readonly change: EntryChange;
}

/** That it changes another edition, which one and why. */
export function AmendmentNotice(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly amended: Edition | null;
}) {
  const { language, edition, amended } = props;
  if (!amended || !edition.amends) return null;
  const t = amendmentTexts(language);
  return (
    <Notice lang={language} kind="information" title={t.amends(edition.amends.no, amended.code)}>
      <p class="kept-lines" lang={foreign(language)}>
        {edition.amends.reason}
      </p>
      <p>
        <a href={localPath(language, work.edition(amended.id))}>{amended.title}</a>
      </p>
    </Notice>
  );
}

/** Above an entry of an amendment: which published one it stands for. */
export function ChangeNotice({ language, change }: Props) {
  const t = amendmentTexts(language);
  const { published, purpose } = change;
  if (!published) return null;
  return (
    <Notice
      lang={language}
      kind={purpose === 'takeOut' ? 'warning' : 'information'}
      title={purpose === 'takeOut' ? t.removes(published.code) : t.changes(published.code)}
    >
      {purpose === 'takeOut' && <p>{t.removesHint}</p>}
      <p>
        <a href={localPath(language, publicEntry(published.kind, published.code))}>{t.seeCurrent}</a>
        {purpose === 'change' && (
          <>
            {' · '}
            <a href="#khac">{t.differences}</a>
          </>
        )}
      </p>
    </Notice>
  );
}

/** In words what is public, and what the amendment says as it was last saved. */
export function EntryDifferences({
  language,
  change,
  choices,
}: Props & { readonly choices: Pick<FormChoices, 'sectors' | 'communes'> }) {
  const { entry, published, purpose } = change;
  if (!published || purpose !== 'change') return null;
  const t = amendmentTexts(language);
  const compared = (one: EntryRecord) => ({ content: contentOf(one), files: attachedNow(one) });
  const differences = exactDifferences(language, entry.kind, choices, [compared(published), compared(entry)]);
  return (
    <Section title={t.differences} id="khac">
      {differences.length === 0 ? (
        <p>{t.noDifference}</p>
      ) : (
        <DifferenceTable lang={language} differences={differences} before={t.published} after={t.amended} />
      )}
    </Section>
  );
}

/** For whoever approves an amendment: entry by entry what it does. */
export function AmendmentChanges(props: {
  readonly language: Language;
  readonly edition: Edition;
  readonly changes: readonly EntryChange[];
}) {
  const { language, edition, changes } = props;
  const t = amendmentTexts(language);
  return (
    <Section title={t.summary}>
      <Table
        lang={language}
        caption={t.summary}
        captionHidden
        rows={changes}
        rowKey={({ entry }) => String(entry.id)}
        columns={[
          {
            key: 'purpose',
            label: t.purpose,
            cell: ({ purpose, entry }) => (
              <>
                <Badge tone={purpose === 'takeOut' ? 'now' : 'work'}>{t.marks[purpose]}</Badge>
                <RelationLines language={language} relations={entry.succession} />
              </>
            ),
          },
          {
            key: 'entry',
            label: t.entry,
            head: true,
            cell: ({ entry, published }) => (
              <>
                <span class="nowrap">{(published ?? entry).code}</span>{' '}
                <a href={localPath(language, work.entry(edition.id, entry.id))} lang={foreign(language)}>
                  {entry.title || '…'}
                </a>
                {entry.illustrative && (
                  <>
                    {' '}
                    <IllustrativeMark lang={language} />
                  </>
                )}
              </>
            ),
          },
          {
            key: 'fields',
            label: t.fields,
            cell: ({ fields, purpose }) =>
              purpose === 'change' && fields.length === 0
                ? t.noDifference
                : fields
                    .map((field) => (field === 'files' ? t.files : fieldLabel(field)[language]))
                    .join(', '),
          },
        ]}
      />
    </Section>
  );
}
