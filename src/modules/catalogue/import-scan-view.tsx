import type { Language } from '../../kernel/text.ts';
import type { Recognition, UncertainWord } from '../../office/index.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { ScanView, scanTexts } from '../documents/index.ts';
import { WorkCrumbs } from './edition-views.tsx';
import { correctableNames } from './import-corrections.ts';
import { rowsOnPage } from './import-review-form.ts';
import type { WordPlace } from './import-scan.ts';
import type { ImportRecord } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { withQuery, work } from './paths.ts';

/** What was typed for a word and could not be kept. */
export interface TypedWord {
  readonly number: number;
  readonly place: WordPlace;
  readonly right: string;
  readonly message: string;
}

interface ImportScanProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
  readonly recognition: Recognition;
  readonly place: number;
  readonly picture: string | null;
  readonly places: (word: UncertainWord) => readonly WordPlace[];
  readonly mayEdit: boolean;
  readonly typed: TypedWord | null;
}

/** The name of the box of a word in a field of a row: each box of the page has its own. */
export function rightName(number: number, { position, field }: WordPlace): string {
  return `right-${number}-${position}-${field}`;
}

/** The pictures of an import's scan, and its uncertain words to be put right in their rows. */
export function ImportScanPage(props: ImportScanProps) {
  const { language, record, recognition, typed } = props;
  const t = scanTexts(language);
  const to = (path: string) => localPath(language, path);
  const shown = recognition.pages[props.place - 1]?.number ?? props.place;
  const errors = typed ? { [rightName(typed.number, typed.place)]: typed.message } : {};
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.title} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead
        title={t.title}
        lead={`${record.fileName}. ${t.lead(shown, recognition.pages.length)}`}
        action={<LinkButton href={to(work.import(record.id))}>{t.back}</LinkButton>}
      />
      <ScanView
        {...{ language, recognition, place: props.place, picture: props.picture }}
        pageHref={(other) => to(withQuery(work.importScan(record.id), { trang: other }))}
        about={(word, number) => <About {...props} word={word} number={number} />}
      />
    </>
  );
}

function About(props: ImportScanProps & { readonly word: UncertainWord; readonly number: number }) {
  const { language, word, number, typed } = props;
  const t = importTexts(language);
  const standing = props.places(word);
  const refused = typed?.number === number ? typed : null;
  // what was typed for a word that was put right meanwhile stays to be seen
  const gone =
    refused && !standing.some((place) => rightName(number, place) === rightName(number, refused.place));
  const places = gone ? [...standing, refused.place] : standing;
  if (places.length === 0) return <p class="hint">{t.wordElsewhere}</p>;
  return (
    <>
      {places.map((place) =>
        props.mayEdit ? (
          <PutRight key={rightName(number, place)} {...props} place={props.place} at={place} />
        ) : (
          <p key={rightName(number, place)} class="hint">
            {t.wordIn(place.position, correctableNames[place.field][language])}
          </p>
        ),
      )}
    </>
  );
}

function PutRight(
  props: ImportScanProps & { readonly word: UncertainWord; readonly number: number; readonly at: WordPlace },
) {
  const { language, record, word, number, at, typed } = props;
  const t = importTexts(language);
  const name = rightName(number, at);
  const refused = typed && rightName(typed.number, typed.place) === name ? typed : null;
  const address = withQuery(work.importScan(record.id), { trang: props.place });
  const row = withQuery(work.import(record.id), {
    trang: at.position > rowsOnPage ? Math.ceil(at.position / rowsOnPage) : undefined,
    sua: at.position,
  });
  return (
    <Form
      lang={language}
      action={localPath(language, address)}
      csrfToken={props.csrfToken}
      hidden={{
        ...{ word: String(number), position: String(at.position), field: at.field },
        version: String(record.version),
      }}
      label={t.rightFor(word.text, at.position)}
    >
      <TextField
        lang={language}
        name={name}
        label={t.rightIn(at.position, correctableNames[at.field][language])}
        value={refused?.right ?? word.text}
        error={refused?.message}
        spellcheck={false}
      />
      <div class="scan-put">
        <Button small look="secondary">
          {t.putRight}
        </Button>
        <a href={`${localPath(language, row)}#dong-${at.position}`}>{t.edit}</a>
      </div>
    </Form>
  );
}
