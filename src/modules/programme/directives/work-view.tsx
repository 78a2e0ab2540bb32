import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatDate, formatFileSize, formatInstant } from '../../../ui/format.ts';
import { Content, InVietnamese, PageTools, Quoting } from '../../../ui/inline.tsx';
import { Columns, DefinitionList, PageHead, Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { AgencyText, agencyName, Words } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { type DirectiveActs, OwedActs, Withdraw } from './act-view.tsx';
import type { Directive, DirectivePost } from './directive.ts';
import { DirectiveCrumbs, OwedMarks } from './parts.tsx';
import { directiveTexts } from './texts.ts';

type WorkProps = DirectiveActs & { readonly thread: readonly DirectivePost[] };

/** One directive: its words, what each agency answered, and all the person can do about it. */
export function DirectiveWork(props: WorkProps) {
  const { lang, directive, refused, today, owed } = props;
  const t = directiveTexts(lang);
  const several = directive.owed.length > 1;
  return (
    <>
      <DirectiveCrumbs lang={lang} here={directive.code} />
      <PageHead
        title={t.one(directive.code)}
        marks={
          !several &&
          owed && (
            <>
              <OwedMarks {...{ lang, today, owed }} illustrative={directive.illustrative} />
              {!owed.hasOfficers && <Badge tone="note">{t.onPaper}</Badge>}
            </>
          )
        }
      />
      <ErrorSummary
        lang={lang}
        errors={refused?.errors ?? {}}
        general={refused?.conflict ? t.conflict : refused?.general}
      />
      <Columns
        main={
          <>
            <Section title={t.body}>
              <Words lang={lang} text={directive.body} />
            </Section>
            {several && <Owed {...props} />}
            <Thread {...props} />
            <OwedActs {...props} />
            <Withdraw {...props} />
          </>
        }
        side={
          <>
            <Facts lang={lang} directive={directive} />
            <PageTools lang={lang} />
          </>
        }
      />
    </>
  );
}

function Owed({ lang, today, directive, owed }: WorkProps) {
  const t = directiveTexts(lang);
  return (
    <Section title={t.owedTitle} id="co-quan">
      <Table
        lang={lang}
        caption={t.owedTitle}
        captionHidden
        rows={directive.owed}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'agency',
            label: t.agency,
            head: true,
            cell: (one) => (
              <a
                href={`${localPath(lang, programmeWork.directive(directive.id, one.id))}#qua-trinh`}
                aria-current={one.id === owed?.id ? 'true' : undefined}
              >
                <AgencyText lang={lang} agency={one.agency} />
              </a>
            ),
          },
          { key: 'due', label: t.dueShort, cell: (one) => formatDate(lang, one.dueOn) },
          {
            key: 'state',
            label: t.state,
            cell: (one) => (
              <span class="marks">
                <OwedMarks lang={lang} today={today} owed={one} />
                {!one.hasOfficers && <Badge tone="note">{t.onPaper}</Badge>}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Facts({ lang, directive }: { readonly lang: Language; readonly directive: Directive }) {
  const t = directiveTexts(lang);
  const { about, documentNumber, documentDate, leader, owed } = directive;
  const work = { task: programmeWork.task, target: programmeWork.target, plan: programmeWork.plan };
  const [only] = owed;
  return (
    <section class="card">
      <h2>{t.facts}</h2>
      <DefinitionList
        items={[
          {
            label: t.leader,
            value: directive.onBehalf ? (
              <Quoting lang={lang} text={t.onBehalf(leader)} quoted={[leader]} />
            ) : (
              <Content lang={lang} text={leader} />
            ),
          },
          {
            label: t.agency,
            value: owed.length === 1 && only && <AgencyText lang={lang} agency={only.agency} />,
          },
          { label: t.dueShort, value: owed.length === 1 && only && formatDate(lang, only.dueOn) },
          { label: t.givenAt, value: formatInstant(lang, directive.givenAt) },
          {
            label: t.aboutLabel,
            value: about && (
              <>
                <a href={localPath(lang, work[about.kind](about.id))}>{about.code}</a>{' '}
                <InVietnamese lang={lang}>{about.name}</InVietnamese>
              </>
            ),
          },
          {
            label: t.document,
            value:
              documentNumber &&
              (documentDate ? t.documentOf(documentNumber, formatDate(lang, documentDate)) : documentNumber),
          },
        ]}
      />
    </section>
  );
}

/** What was said to all, and by and to the agency that is looked at. */
function Thread({ lang, directive, owed, thread }: WorkProps) {
  const t = directiveTexts(lang);
  const name = owed && directive.owed.length > 1 ? agencyName(lang, owed.agency) : null;
  const said = thread.filter(({ owedId }) => owedId === null || owedId === owed?.id);
  const title = name === null ? t.thread : t.threadOf(name);
  return (
    <Section
      title={name === null ? title : <Quoting lang={lang} text={title} quoted={[name]} />}
      id="qua-trinh"
    >
      <Timeline
        items={said.map((post) => ({
          key: String(post.id),
          when: formatInstant(lang, post.at),
          what: <Step lang={lang} post={post} />,
          who: (
            <>
              {post.by && <Content lang={lang} text={post.by} />} ({t.as[post.as]})
            </>
          ),
          note: (
            <>
              {post.words && <Words lang={lang} text={post.words} />}
              <Files {...{ lang, id: directive.id, files: post.files }} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

function Step({ lang, post }: { readonly lang: Language; readonly post: DirectivePost }) {
  const t = directiveTexts(lang);
  return (
    <>
      <b>{post.kind === 'withdrawn' && post.owedId !== null ? t.takenBack : t.steps[post.kind]}</b>
      {post.dueOn && `, ${t.newDue(formatDate(lang, post.dueOn))}`}
      {post.late && ` (${t.answerLate})`}
    </>
  );
}

function Files(props: {
  readonly lang: Language;
  readonly id: number;
  readonly files: DirectivePost['files'];
}) {
  const { lang, id, files } = props;
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={programmeWork.directiveFile(id, file.id)} download>
            <Content lang={lang} text={file.name} />
          </a>{' '}
          ({formatFileSize(lang, file.size)})
        </li>
      ))}
    </ul>
  );
}
