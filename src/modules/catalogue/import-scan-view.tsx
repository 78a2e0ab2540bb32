import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { Recognition, UncertainWord } from '../../office/index.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { Quoting } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { ScanView, scanTexts } from '../documents/index.ts';
import { WorkCrumbs } from './edition-views.tsx';
import { correctableNames } from './import-corrections.ts';
import { rowsOnPage } from './import-review-form.ts';
import type { TypedWord, WordPlace, WordsInRows } from './import-scan.ts';
import type { ImportRecord } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { withQuery, work } from './paths.ts';

/** What was sent and could not be kept. */
export interface Unsaved {
  readonly general: string;
  readonly words: readonly (TypedWord & { readonly message: string })[];
  /** Numbers of words whose tick stays. */
  readonly ticked: readonly number[];
}

interface ImportScanProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
  readonly recognition: Recognition;
  readonly place: number;
  readonly picture: string | null;
  readonly inRows: WordsInRows;
  readonly mayEdit: boolean;
  readonly unsaved: Unsaved | null;
}

/** The name of the box of a word in a field of a row: each box of the page has its own. */
function rightName(number: number, { position, field }: WordPlace): string {
  return `right-${number}-${position}-${field}`;
}

export const rightPattern = /^right-(\d{1,4})-(\d{1,6})-(\w+)$/;

/** The name of the tick that says that a word is right as it was read. */
export function isRightName(number: number): string {
  return `ok-${number}`;
}

/** Numbers of the words whose tick was set when the page was shown. */
export const shownAsRight = 'was';

/** The pictures of an import's scan, and its uncertain words to be put right in their rows: one form for a page. */
export function ImportScanPage(props: ImportScanProps) {
  const { language, record, recognition, unsaved } = props;
  const t = scanTexts(language);
  const to = (path: string) => localPath(language, path);
  const shown = recognition.pages[props.place - 1]?.number ?? props.place;
  const errors = Object.fromEntries(
    (unsaved?.words ?? []).map((word) => [rightName(word.number, word.place), word.message]),
  );
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.title} />
      {unsaved && (
        <Notice lang={language} kind="warning">
          <p>{unsaved.general}</p>
        </Notice>
      )}
      <ErrorSummary lang={language} errors={errors} />
      <PageHead
        title={t.title}
        lead={`${record.fileName}. ${t.lead(shown, recognition.pages.length)}`}
        action={<LinkButton href={to(work.import(record.id))}>{t.back}</LinkButton>}
      />
      <ScanView
        {...{ language, recognition, place: props.place, picture: props.picture }}
        isOpen={props.inRows.isOpen}
        pageHref={(other) => to(withQuery(work.importScan(record.id), { trang: other }))}
        about={(word, number) => <About {...props} word={word} number={number} />}
        around={props.mayEdit ? (list) => <WordForm {...props}>{list}</WordForm> : undefined}
      />
    </>
  );
}

function WordForm(props: ImportScanProps & { readonly children: ComponentChildren }) {
  const { language, record, recognition } = props;
  const t = importTexts(language);
  const page = recognition.pages[props.place - 1]?.number;
  const words = recognition.uncertain.filter((word) => word.page === page);
  const compared = words.flatMap((word, at) => (word.compared ? [at + 1] : []));
  return (
    <Form
      lang={language}
      action={localPath(language, withQuery(work.importScan(record.id), { trang: props.place }))}
      csrfToken={props.csrfToken}
      hidden={{ version: String(record.version), [shownAsRight]: compared.join(' ') }}
      guard
      unsaved={props.unsaved !== null}
    >
      {props.children}
      <div>
        <Button>{t.saveWords}</Button>
      </div>
    </Form>
  );
}

interface WordProps extends ImportScanProps {
  readonly word: UncertainWord;
  readonly number: number;
}

function About(props: WordProps) {
  const { language, word, number, unsaved, inRows } = props;
  const t = importTexts(language);
  const standing = inRows.places(word);
  const isAt = (one: WordPlace, other: WordPlace) => rightName(number, one) === rightName(number, other);
  // what was typed for a word that was put right meanwhile stays to be seen
  const refused = (unsaved?.words ?? []).filter((one) => one.number === number).map(({ place }) => place);
  const gone = refused.filter((one) => !standing.some((place) => isAt(place, one)));
  const stands = standing.length > 0;
  const open = inRows.isOpen(word);
  return (
    <>
      {[...standing, ...gone].map((place) =>
        props.mayEdit || refused.some((one) => isAt(one, place)) ? (
          <RightWord key={rightName(number, place)} {...props} at={place} />
        ) : (
          <p key={rightName(number, place)} class="hint">
            {t.wordIn(place.position, correctableNames[place.field][language])}
          </p>
        ),
      )}
      {!stands && !word.compared && <p class="hint">{open ? t.wordElsewhere : t.wordFixed}</p>}
      {props.mayEdit && (open || word.compared) ? (
        <Checkbox
          lang={language}
          name={isRightName(number)}
          label={<Quoting lang={language} text={t.wordIsRight(word.text)} quoted={[word.text]} />}
          checked={word.compared === true || unsaved?.ticked.includes(number) === true}
        />
      ) : (
        word.compared && <p class="hint">{t.wordCompared}</p>
      )}
    </>
  );
}

function RightWord(props: WordProps & { readonly at: WordPlace }) {
  const { language, record, word, number, at, unsaved } = props;
  const t = importTexts(language);
  const name = rightName(number, at);
  const refused = unsaved?.words.find((one) => rightName(one.number, one.place) === name);
  const row = withQuery(work.import(record.id), {
    trang: at.position > rowsOnPage ? Math.ceil(at.position / rowsOnPage) : undefined,
    sua: at.position,
  });
  return (
    <div class="scan-put">
      <TextField
        lang={language}
        name={name}
        label={t.rightIn(at.position, correctableNames[at.field][language])}
        value={refused?.right ?? word.text}
        error={refused?.message}
        spellcheck={false}
      />
      <a href={`${localPath(language, row)}#dong-${at.position}`}>{t.edit}</a>
    </div>
  );
}
