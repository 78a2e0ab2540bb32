import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatDate, formatFileSize, formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese, PageTools, Quoting } from '../../../ui/inline.tsx';
import { Columns, DefinitionList, PageHead, Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths, programmeWork } from '../paths.ts';
import { type ActProps, Acts } from './act-view.tsx';
import type { AttachedFile, Difficulty, Post } from './difficulty.ts';
import { DifficultyCrumbs } from './form-view.tsx';
import { AgencyText, agencyName, StateMarks, Words } from './parts.tsx';
import { difficultyTexts } from './texts.ts';

interface WorkProps extends ActProps {
  readonly today: LocalDate;
  readonly thread: readonly Post[];
}

/** One difficulty with its thread and all the person can do about it. */
export function DifficultyWork(props: WorkProps) {
  const { lang, difficulty, refused, today } = props;
  const t = difficultyTexts(lang);
  return (
    <>
      <DifficultyCrumbs lang={lang} here={difficulty.code ?? t.draft} />
      <PageHead
        title={<InVietnamese lang={lang}>{difficulty.title || t.draft}</InVietnamese>}
        marks={<StateMarks {...{ lang, today, difficulty }} />}
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
              <div class="stack">
                <Words lang={lang} text={difficulty.body} />
                {difficulty.proposal && <h3>{t.proposal}</h3>}
                {difficulty.proposal && <Words lang={lang} text={difficulty.proposal} />}
              </div>
            </Section>
            <Thread {...props} />
            <Acts {...props} />
          </>
        }
        side={
          <>
            <Facts lang={lang} difficulty={difficulty} />
            <PageTools lang={lang} />
          </>
        }
      />
    </>
  );
}

function Facts({ lang, difficulty }: { readonly lang: Language; readonly difficulty: Difficulty }) {
  const t = difficultyTexts(lang);
  const { code, about, sentAt, dueOn, state, escalated, answeredDays, shown } = difficulty;
  const work = {
    task: programmeWork.task,
    target: programmeWork.target,
    plan: programmeWork.plan,
  };
  return (
    <section class="card">
      <h2>{t.facts}</h2>
      <DefinitionList
        items={[
          { label: t.kind, value: t.kinds[difficulty.kind] },
          { label: t.from, value: <AgencyText lang={lang} agency={difficulty.sender} /> },
          {
            label: t.asked,
            value: difficulty.holder && <AgencyText lang={lang} agency={difficulty.holder} />,
          },
          {
            label: t.aboutLabel,
            value: about && (
              <>
                <a href={localPath(lang, work[about.kind](about.id))}>{about.code}</a>{' '}
                <InVietnamese lang={lang}>{about.name}</InVietnamese>
              </>
            ),
          },
          { label: t.sentOn, value: sentAt && formatInstant(lang, sentAt) },
          {
            label: t.dueOn,
            value: dueOn && (state === 'sent' || state === 'taken') && (
              <>
                {formatDate(lang, dueOn)}
                {escalated && ` (${escalated === 'leader' ? t.escalatedLeader : t.escalatedDepartment})`}
              </>
            ),
          },
          {
            label: t.tookLabel,
            value: answeredDays !== null && t.took(formatNumber(lang, answeredDays, 0)),
          },
          {
            label: t.isPublic,
            value: shown && code && (
              <a href={localPath(lang, programmePaths.difficulty(code))}>{t.toPublic}</a>
            ),
          },
        ]}
      />
    </section>
  );
}

function Thread({ lang, difficulty, thread }: WorkProps) {
  const t = difficultyTexts(lang);
  return (
    <Section title={t.thread} id="qua-trinh">
      <Timeline
        items={thread.map((post) => ({
          key: String(post.id),
          when: formatInstant(lang, post.at),
          what: <Step lang={lang} post={post} />,
          who: <Who lang={lang} post={post} />,
          note: (
            <>
              {post.words && post.kind !== 'escalated' && <Words lang={lang} text={post.words} />}
              <Files lang={lang} id={difficulty.id} files={post.files} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

function isStep(kind: string, steps: object): kind is keyof ReturnType<typeof difficultyTexts>['steps'] {
  return kind in steps;
}

function Step({ lang, post }: { readonly lang: Language; readonly post: Post }) {
  const t = difficultyTexts(lang);
  if (post.kind === 'passed_on') {
    const name = agencyName(lang, post.to);
    return (
      <b>
        <Quoting lang={lang} text={t.passedTo(name)} quoted={[name]} />
      </b>
    );
  }
  if (post.kind === 'escalated')
    return <b>{post.words === 'leader' ? t.escalatedLeader : t.escalatedDepartment}</b>;
  const days = post.days === null ? '' : `, ${t.took(formatNumber(lang, post.days, 0))}`;
  return (
    <>
      <b>{isStep(post.kind, t.steps) ? t.steps[post.kind] : post.kind}</b>
      {days}
      {post.late && ` (${t.answerLate})`}
    </>
  );
}

function Who({ lang, post }: { readonly lang: Language; readonly post: Post }) {
  const t = difficultyTexts(lang);
  if (post.as === 'system') return <>{t.as.system}</>;
  const names = [post.by, post.agency && agencyName(lang, post.agency)].filter((name) => name !== null);
  return (
    <>
      <Content lang={lang} text={names.join(', ')} /> ({t.as[post.as]})
    </>
  );
}

export function Files(props: {
  readonly lang: Language;
  readonly id: number;
  readonly files: readonly AttachedFile[];
}) {
  const { lang, id, files } = props;
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={programmeWork.difficultyFile(id, file.id)} download>
            <Content lang={lang} text={file.name} />
          </a>{' '}
          ({formatFileSize(lang, file.size)})
        </li>
      ))}
    </ul>
  );
}
