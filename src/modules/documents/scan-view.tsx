import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import { markUncertain, type PicturePage, type Recognition, type UncertainWord } from '../../office/index.ts';
import { Notice } from '../../ui/notice.tsx';
import { Pager } from '../../ui/pager.tsx';
import { scanTexts } from './scan-texts.ts';

/** Above a review: that it was recognised, with a way to each page. */
export function ScanNotice(props: {
  readonly language: Language;
  readonly recognition: Recognition;
  readonly pageHref: (place: number) => string;
}) {
  const { language, recognition } = props;
  const t = scanTexts(language);
  const uncertain = recognition.uncertain.filter(({ compared }) => !compared);
  const on = (number: number) => uncertain.filter(({ page }) => page === number).length;
  return (
    <Notice lang={language} kind="warning" title={t.noticeTitle(uncertain.length)}>
      <p>{uncertain.length > 0 ? t.notice : t.noneUncertain}</p>
      {recognition.unread.length > 0 && (
        <p>
          <strong>{t.unread(recognition.unread.join(', '))}</strong>
        </p>
      )}
      <ul class="scan-pages">
        {recognition.pages.map(({ number }, at) => (
          <li key={number}>
            <a href={props.pageHref(at + 1)}>{t.page(number)}</a> ({t.words(on(number))})
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** A text as it was read, its uncertain words marked: to the eye, and in words to who cannot see the mark. */
export function Marked(props: {
  readonly language: Language;
  readonly text: string;
  readonly words: readonly UncertainWord[];
}) {
  if (props.words.length === 0) return <>{props.text}</>;
  const t = scanTexts(props.language);
  return (
    <>
      {markUncertain(props.text, props.words).map(({ text, word }, at) =>
        word === null ? (
          text
        ) : (
          <mark
            key={String(at)}
            class="uncertain"
            title={`${t.uncertain}, ${t.page(word.page)}, ${t.line(word.line)}, ${t.sure(word.confidence)}`}
          >
            {text}
            <span class="sr"> ({t.uncertain})</span>
          </mark>
        ),
      )}
    </>
  );
}

export interface ScanProps {
  readonly language: Language;
  readonly recognition: Recognition;
  /** Which of the recognised pages, from 1. */
  readonly place: number;
  /** null where pages cannot be drawn. */
  readonly picture: string | null;
  readonly pageHref: (place: number) => string;
  /** What is said and done about a word; `number` counts from 1 on this page. */
  readonly about: (word: UncertainWord, number: number) => ComponentChildren;
  /** Whether a word still wants to be looked at; unless told, those that were not compared. */
  readonly isOpen?: ((word: UncertainWord) => boolean) | undefined;
  /** Puts a form around the list of words. */
  readonly around?: ((list: ComponentChildren) => ComponentChildren) | undefined;
}

/** The picture of a page with its uncertain words framed, and beside it the words, each with its own piece of it. */
export function ScanView(props: ScanProps) {
  const { language, recognition, place, picture } = props;
  const t = scanTexts(language);
  const page = recognition.pages[place - 1];
  if (!page) return null;
  const words = recognition.uncertain.filter((word) => word.page === page.number);
  const open = words.filter(props.isOpen ?? (({ compared }) => !compared));
  const list = (
    <ol class="scan-words">
      {words.map((word, at) => (
        <li key={String(at)} id={`chu-${at + 1}`}>
          {picture !== null && (
            <WordPicture page={page} word={word} picture={picture} label={t.wordPicture(at + 1)} />
          )}
          <p>
            <span class="scan-number">{at + 1}</span> {t.read}{' '}
            <span lang={language === 'vi' ? undefined : 'vi'}>
              {open.includes(word) ? <mark class="uncertain">{word.text}</mark> : word.text}
            </span>{' '}
            <span class="hint">
              {t.line(word.line)}, {t.sure(word.confidence)}
            </span>
          </p>
          {props.about(word, at + 1)}
        </li>
      ))}
    </ol>
  );
  return (
    <>
      <div class="scan">
        <div class="scan-page">
          {picture === null ? (
            <p>{t.noPicture}</p>
          ) : (
            <>
              <PagePicture
                page={page}
                words={words}
                picture={picture}
                label={t.picture(page.number, words.length)}
              />
              <p>
                <a href={picture}>{t.larger(page.turned !== 0)}</a>
              </p>
            </>
          )}
        </div>
        <section aria-labelledby="chu-chua-chac">
          <h2 id="chu-chua-chac">{words.length > 0 ? t.listTitle(open.length, words.length) : t.none}</h2>
          {props.around && words.length > 0 ? props.around(list) : list}
        </section>
      </div>
      <Pager
        lang={language}
        page={place}
        pageSize={1}
        total={recognition.pages.length}
        totalIsExact
        href={props.pageHref}
      />
    </>
  );
}

/** The picture lies as it was scanned; here it is turned to be read. */
function Sheet({ page, picture }: { readonly page: PicturePage; readonly picture: string }) {
  const { width, height, turned } = page;
  const [across, down] = turned % 180 === 0 ? [width, height] : [height, width];
  const upright = {
    0: undefined,
    90: `translate(${width} 0) rotate(90)`,
    180: `translate(${width} ${height}) rotate(180)`,
    270: `translate(0 ${height}) rotate(-90)`,
  }[turned];
  return <image href={picture} width={across} height={down} transform={upright} preserveAspectRatio="none" />;
}

function PagePicture(props: {
  readonly page: PicturePage;
  readonly words: readonly UncertainWord[];
  readonly picture: string;
  readonly label: string;
}) {
  const { page, words } = props;
  return (
    <svg
      class="scan-picture"
      viewBox={`0 0 ${page.width} ${page.height}`}
      role="img"
      aria-label={props.label}
    >
      <Sheet page={page} picture={props.picture} />
      {words.map((word, at) => {
        const { x, y, width, height } = frameOf(page, word);
        return (
          <g key={String(at)}>
            <rect class="scan-frame" x={x} y={y} width={width} height={height} rx="1.5" />
            <text class="scan-mark" x={x} y={y - 1.5}>
              {at + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Points of the page around a word. */
const AROUND = { across: 45, down: 7 };

function WordPicture(props: {
  readonly page: PicturePage;
  readonly word: UncertainWord;
  readonly picture: string;
  readonly label: string;
}) {
  const { page, word } = props;
  const { x, y, width, height } = frameOf(page, word);
  const box = [x - AROUND.across, y - AROUND.down, width + 2 * AROUND.across, height + 2 * AROUND.down];
  return (
    <svg class="scan-word" viewBox={box.map(rounded).join(' ')} role="img" aria-label={props.label}>
      <Sheet page={page} picture={props.picture} />
      <rect class="scan-frame" x={x} y={y} width={width} height={height} rx="1.5" />
    </svg>
  );
}

/** The frame stands a little off the letters. */
function frameOf(page: PicturePage, { box: [left, top, width, height] }: UncertainWord) {
  return {
    x: rounded(left * page.width - 1),
    y: rounded(top * page.height - 1),
    width: rounded(width * page.width + 2),
    height: rounded(height * page.height + 2),
  };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
