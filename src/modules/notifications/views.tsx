import type { Language } from '../../kernel/text.ts';
import type { MailState } from '../../platform/mail/letter.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button, Buttons } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { ActiveFilters, SearchBox } from '../../ui/facets.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { lettersPerPage, type MyLetter, type WholeLetter } from './my-letters.ts';
import { notificationPaths } from './paths.ts';
import { notificationTexts } from './texts.ts';
import { type LetterChoices, manners, type Topic } from './wishes.ts';

const tones: Readonly<Record<MailState, Tone>> = {
  ...{ queued: 'work', sent: 'done', kept: 'quiet', refused: 'now', failed: 'now' },
};

export function MailStateBadge({ lang, state }: { readonly lang: Language; readonly state: MailState }) {
  return <Badge tone={tones[state]}>{notificationTexts(lang).states[state]}</Badge>;
}

export interface MyLettersProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly choices: LetterChoices;
  /** What the person can be told of. */
  readonly topics: readonly Topic[];
  readonly errors: Readonly<Record<string, string>>;
  readonly q: string;
  readonly page: number;
  readonly rows: readonly MyLetter[];
  readonly total: number;
}

/** How one wants to be told, and what one was told. */
export function MyLetters(props: MyLettersProps) {
  const { lang, csrfToken, choices, topics, errors } = props;
  const t = notificationTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.account, href: localPath(lang, PATHS.account) }]}
        here={t.mine}
      />
      <PageHead title={t.mine} lead={t.lead} />
      <ErrorSummary lang={lang} errors={errors} />
      <Section title={t.choices}>
        <Form
          lang={lang}
          action={localPath(lang, notificationPaths.mine)}
          csrfToken={csrfToken}
          label={t.choices}
        >
          {topics.map((topic) => (
            <RadioGroup
              key={topic}
              lang={lang}
              name={topic}
              label={t.topics[topic]}
              hint={t.topicHints[topic]}
              error={errors[topic]}
              value={choices.wishes[topic]}
              options={manners.map((manner) => ({ value: manner, label: t.manners[manner] }))}
            />
          ))}
          <RadioGroup
            lang={lang}
            name="language"
            label={t.language}
            value={choices.language}
            options={(['vi', 'en'] as const).map((value) => ({
              value,
              label: t.languages[value],
              lang: value,
            }))}
          />
          <Buttons>
            <Button>{t.save}</Button>
          </Buttons>
        </Form>
        <p>
          <a href={localPath(lang, notificationPaths.following)}>{t.following}</a>
        </p>
      </Section>
      <Section title={t.letters}>
        <LetterList {...props} />
      </Section>
    </>
  );
}

function LetterList({ lang, q, page, rows, total }: MyLettersProps) {
  const t = notificationTexts(lang);
  const path = (asked: { q?: string; page?: number }) => {
    const query = new URLSearchParams({
      ...(asked.q ? { q: asked.q } : {}),
      ...(asked.page && asked.page > 1 ? { trang: String(asked.page) } : {}),
    }).toString();
    return localPath(lang, query ? `${notificationPaths.mine}?${query}` : notificationPaths.mine);
  };
  if (total === 0 && q === '')
    return (
      <EmptyState title={t.none}>
        <p>{t.noneHelp}</p>
      </EmptyState>
    );
  const pager = {
    ...{ lang, page, total, totalIsExact: true, pageSize: lettersPerPage },
    href: (to: number) => path({ q, page: to }),
  };
  return (
    <div class="stack">
      <SearchBox
        lang={lang}
        action={localPath(lang, notificationPaths.mine)}
        value={q}
        label={t.searchLabel}
        placeholder={t.placeholder}
      />
      <ActiveFilters
        lang={lang}
        clearHref={path({})}
        filters={q ? [{ label: `“${q}”`, removeHref: path({}) }] : []}
      />
      {total === 0 ? (
        <EmptyState title={t.noneFound}>
          <p>{t.noneFoundHelp}</p>
        </EmptyState>
      ) : (
        <>
          <p class="quiet">
            {rangeText(pager)} {t.count}
          </p>
          <Table
            lang={lang}
            caption={t.letters}
            captionHidden
            rows={rows}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                key: 'subject',
                label: t.subject,
                head: true,
                cell: ({ id, subject, language }) => (
                  <a href={localPath(lang, notificationPaths.letter(id))} lang={otherThan(lang, language)}>
                    {subject}
                  </a>
                ),
              },
              { key: 'at', label: t.when, cell: ({ at }) => formatInstant(lang, at) },
              {
                key: 'state',
                label: t.state,
                cell: ({ state }) => <MailStateBadge lang={lang} state={state} />,
              },
            ]}
          />
          <Pager {...pager} />
        </>
      )}
    </div>
  );
}

/** One letter to oneself, as its plain text. */
export function LetterView({ lang, letter }: { readonly lang: Language; readonly letter: WholeLetter }) {
  const t = notificationTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.account, href: localPath(lang, PATHS.account) },
          { label: t.mine, href: localPath(lang, notificationPaths.mine) },
        ]}
        here={t.letter}
      />
      <PageHead title={notificationTexts(lang).letter} />
      <DefinitionList
        items={[
          { label: t.subject, value: <span lang={otherThan(lang, letter.language)}>{letter.subject}</span> },
          { label: t.when, value: formatInstant(lang, letter.at) },
          { label: t.to, value: letter.address },
          { label: t.state, value: <MailStateBadge lang={lang} state={letter.state} /> },
        ]}
      />
      <Section title={t.content}>
        <LetterText lang={lang} language={letter.language} text={letter.text} />
      </Section>
    </>
  );
}

/** The plain text of a letter in its own language, or that it was erased. */
export function LetterText(props: {
  readonly lang: Language;
  readonly language: Language;
  readonly text: string | null;
}) {
  const { lang, language, text } = props;
  if (text === null) return <p class="quiet">{notificationTexts(lang).erased}</p>;
  return (
    <pre class="letter-text" lang={otherThan(lang, language)}>
      {text.split(/(https?:\/\/\S+)/).map((part, at) => (at % 2 === 0 ? part : <a href={part}>{part}</a>))}
    </pre>
  );
}

/** The language of a text that is not that of the page; nothing where it is. */
function otherThan(page: Language, text: Language): Language | undefined {
  return text === page ? undefined : text;
}

/** Asks before stopping: programs that look through mail follow every address in it. */
export function StopPage(props: {
  readonly lang: Language;
  readonly token: string;
  readonly done: boolean;
  /** It stops all that somebody without an account follows. */
  readonly follows: boolean;
}) {
  const { lang, token, done, follows } = props;
  const t = notificationTexts(lang);
  if (done && follows)
    return (
      <>
        <PageHead title={t.stoppedFollowing} />
        <p>{t.stoppedFollowingHelp}</p>
        <p>
          <a href={localPath(lang, PATHS.home)}>{t.toHome}</a>
        </p>
      </>
    );
  if (done)
    return (
      <>
        <PageHead title={t.stopped} />
        <p>{t.stoppedHelp}</p>
        <p>
          <a href={localPath(lang, notificationPaths.mine)}>{t.choose}</a>
        </p>
      </>
    );
  return (
    <>
      <PageHead title={t.stopTitle} lead={follows ? t.stopFollowAsk : t.stopAsk} />
      <Form lang={lang} action={localPath(lang, notificationPaths.stop(token))} label={t.stopTitle}>
        <Buttons>
          <Button>{t.stopNow}</Button>
        </Buttons>
      </Form>
    </>
  );
}
