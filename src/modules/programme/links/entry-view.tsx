import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { publicEntryPath } from '../../catalogue/index.ts';
import { type FormFailure, withQuery } from '../../directory/index.ts';
import { assignmentTexts } from '../assignment/texts.ts';
import { programmeWork } from '../paths.ts';
import { TargetBadge } from '../public/parts.tsx';
import { TaskBadge } from '../tasks/parts.tsx';
import { foundPerPage, type LinkableItem } from './entry-queries.ts';
import { workPath } from './item.ts';
import type { LinkedEntry } from './queries.ts';
import { linkTexts } from './texts.ts';

interface EntryLinksProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly entry: LinkedEntry;
  readonly ask: { readonly text: string; readonly page: number };
  readonly failure: FormFailure | null;
  readonly linked: readonly LinkableItem[];
  readonly found: { readonly rows: readonly LinkableItem[]; readonly total: number };
}

/** The tasks and targets that are about a problem or need, and more to find. */
export function EntryLinksPage(props: EntryLinksProps) {
  const { language, entry, ask, failure, linked, found } = props;
  const t = linkTexts(language);
  const address = localPath(language, programmeWork.linkEntry(entry.code));
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[
          { label: assignmentTexts(language).desk, href: localPath(language, PATHS.desk) },
          { label: entry.code, href: localPath(language, publicEntryPath(entry.kind, entry.code)) },
        ]}
        here={t.ofEntry}
      />
      <ErrorSummary lang={language} errors={failure?.errors ?? {}} general={failure?.general} />
      <PageHead title={t.ofEntry} lead={t.ofEntryLead} />
      <div class="stack">
        <p>
          <a href={localPath(language, publicEntryPath(entry.kind, entry.code))}>{entry.code}</a>{' '}
          <InVietnamese lang={language}>{entry.title}</InVietnamese>
        </p>
        <Section title={t.linked}>
          {linked.length === 0 ? (
            <p class="quiet">{t.noLinked}</p>
          ) : (
            <Items {...props} label={t.linked} items={linked} deed="bo" />
          )}
        </Section>
        <Section title={t.search} id="tim">
          <div class="stack">
            <SearchBox
              lang={language}
              action={address}
              value={ask.text}
              label={t.search}
              placeholder={t.searchHint}
            />
            {ask.text !== '' && found.rows.length === 0 && (
              <EmptyState title={t.notFound}>
                <p>{t.notFoundHelp}</p>
              </EmptyState>
            )}
            {found.rows.length > 0 && <Items {...props} label={t.found} items={found.rows} deed="gan" />}
            <Pager
              lang={language}
              page={ask.page}
              pageSize={foundPerPage}
              total={found.total}
              totalIsExact
              href={(to) =>
                localPath(
                  language,
                  withQuery(programmeWork.linkEntry(entry.code), {
                    ...{ q: ask.text, trang: to > 1 ? to : null },
                  }),
                )
              }
            />
          </div>
        </Section>
      </div>
    </>
  );
}

function Items(
  props: EntryLinksProps & {
    readonly label: string;
    readonly items: readonly LinkableItem[];
    readonly deed: 'gan' | 'bo';
  },
) {
  const { language } = props;
  return (
    <RowList
      label={props.label}
      rows={props.items.map((item) => ({
        ...{ key: item.code, code: item.code, href: localPath(language, workPath(item)) },
        title: <InVietnamese lang={language}>{item.name}</InVietnamese>,
        detail: <InVietnamese lang={language}>{item.plan}</InVietnamese>,
        marks: (
          <>
            {item.state !== null && <TaskBadge lang={language} state={item.state} />}
            {item.information !== null && (
              <TargetBadge lang={language} of={{ information: item.information, result: item.result }} />
            )}
            {item.illustrative && <IllustrativeMark lang={language} />}
            {item.editable && <DeedForm {...props} item={item} />}
          </>
        ),
      }))}
    />
  );
}

function DeedForm(props: EntryLinksProps & { readonly item: LinkableItem; readonly deed: 'gan' | 'bo' }) {
  const { language, entry, item, deed, ask } = props;
  const t = linkTexts(language);
  const label = deed === 'gan' ? t.link : t.remove;
  return (
    <Form
      lang={language}
      action={localPath(language, programmeWork.linkEntry(entry.code))}
      csrfToken={props.csrfToken}
      hidden={{ do: deed, kind: item.kind, id: String(item.id), q: ask.text }}
      label={`${label} ${item.code}`}
    >
      <Button look={deed === 'gan' ? 'secondary' : 'quiet'} small>
        {label}
      </Button>
    </Form>
  );
}
