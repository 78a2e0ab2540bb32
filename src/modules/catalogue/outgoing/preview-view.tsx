import type { Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Sheets } from '../../../office/index.ts';
import { failureOf } from '../../../platform/http/refusals.ts';
import { fieldId, Hint } from '../../../ui/form.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { pictureAddress, previewRows } from './preview.ts';
import { fieldWords, outgoingWords } from './texts.ts';

/** What the preview shows: the pages last saved, or those of what was typed and not saved, or why there are none. */
export interface Preview {
  readonly drawn: Sheets | null;
  /** Why what was typed cannot be drawn: messages by field. */
  readonly wrong: Readonly<Record<string, string>>;
  /** A refusal about the document as a whole. */
  readonly refused: Refusal | null;
}

export const keptPreview: Preview = { drawn: null, wrong: {}, refused: null };

interface Shown {
  readonly language: Language;
  readonly preview: Preview;
}

/** The status of the answer to a script, which asks again after 429 alone. */
export function previewStatus({ drawn, refused }: Preview): number {
  if (drawn) return 200;
  return refused === null ? 422 : failureOf(refused).status;
}

/** What is told, and read aloud, when pages were drawn or could not be. */
export function previewTold(language: Language, { drawn, wrong, refused }: Preview): string {
  const t = outgoingWords(language).live;
  if (refused !== null) return refused.text[language];
  if (drawn === null) return t.notDrawn(Object.keys(wrong).length);
  return drawn.sheets.length < drawn.pages
    ? t.drawnFirst(drawn.pages, drawn.sheets.length)
    : t.drawn(drawn.pages);
}

/** The pages, each a picture with its number; each stands in a list, so that one may go from page to page. */
export function SheetList({ language, drawn }: { readonly language: Language; readonly drawn: Sheets }) {
  const t = outgoingWords(language).live;
  return (
    <ol class="sheet-list">
      {drawn.sheets.map((svg, at) => (
        <li key={at}>
          <img class="sheet" src={pictureAddress(svg)} alt={t.page(at + 1, drawn.pages)} />
        </li>
      ))}
    </ol>
  );
}

/** The parts that keep the pages from being drawn, each leading to its field. */
export function PreviewProblems({
  language,
  wrong,
}: {
  readonly language: Language;
  readonly wrong: Preview['wrong'];
}) {
  const label = (name: string) =>
    Object.entries(fieldWords).find(([field]) => field === name)?.[1].label[language];
  return (
    <ul class="preview-wrong">
      {Object.entries(wrong).map(([name, message]) => (
        <li key={name}>
          <a href={`#${fieldId(name)}`}>{label(name) ?? name}</a>: {message}
        </li>
      ))}
    </ul>
  );
}

const zooms = ['fit', 'large', 'larger'] as const;

/** How large the pages are: chosen beside the form, not in it, and kept by nobody. */
function Zoom({ language }: { readonly language: Language }) {
  const t = outgoingWords(language).live;
  return (
    <fieldset class="zoom">
      <legend class="sr">{t.zoom}</legend>
      {zooms.map((zoom) => (
        <label key={zoom} class="choice choice-small" for={`zoom-${zoom}`}>
          <input id={`zoom-${zoom}`} type="radio" name="zoom" value={zoom} checked={zoom === 'fit'} />
          <span>{t.zooms[zoom]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/**
 * The pages of a document beside its texts. A script draws them anew while somebody types (src/browser/enhance/
 * preview.ts), which has no words of its own: they travel as attributes.
 */
export function PreviewPane(
  props: Shown & {
    /** Address of the drawing of what was last saved. */
    readonly kept: string;
    readonly name: string;
    readonly mayEdit: boolean;
  },
) {
  const { language, preview, name } = props;
  const t = outgoingWords(language);
  const { drawn, wrong } = preview;
  const isKept = preview === keptPreview;
  return (
    <Section title={t.preview} id="xem-truoc">
      <Hint>{props.mayEdit ? t.live.lead(previewRows) : t.previewLead(previewRows)}</Hint>
      <div class="preview-told" data-preview-told>
        <p
          role="status"
          data-preview-status
          data-drawing={t.live.drawing}
          data-failed={t.live.failed}
          data-ended={t.live.ended}
        >
          {isKept ? '' : previewTold(language, preview)}
        </p>
        <div data-preview-wrong>
          {Object.keys(wrong).length > 0 && <PreviewProblems language={language} wrong={wrong} />}
        </div>
      </div>
      <Zoom language={language} />
      {/* A scrolling frame takes the keyboard's focus, so that its arrows reach the pages out of sight. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="sheet-frame" tabIndex={0} aria-label={t.pages(name)} data-preview-pages>
        {drawn ? (
          <SheetList language={language} drawn={drawn} />
        ) : (
          <img class="sheets" src={props.kept} alt={t.pages(name)} loading="lazy" />
        )}
      </section>
    </Section>
  );
}
