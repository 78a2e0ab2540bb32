import pictures from '../../../public/guide/pictures.json' with { type: 'json' };
import type { Language } from '../../kernel/text.ts';
import { type Assets, assetUrl } from '../../ui/assets.ts';
import { formatNumber } from '../../ui/format.ts';
import { Breadcrumbs, Card, NumberedList, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Chapter, type Guide, type Picture, piecesOf, type Told, type Trouble } from './guide.ts';
import { guides } from './guides.ts';
import { guidePaths } from './paths.ts';
import { type Place, places } from './places.ts';
import { guideTexts } from './texts.ts';

/** Size in pixels of each picture, as `npm run guide` took it. */
const sizes: Readonly<Record<string, { readonly width: number; readonly height: number }>> = pictures;

/** Which guide is mine: a card for each. */
export function GuideChoice({ language }: { readonly language: Language }) {
  const t = guideTexts(language);
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div class="guide-cards">
        {guides.map((guide) => (
          <Card key={guide.name}>
            <h2>
              <a href={localPath(language, guidePaths.one(guide.name))}>{guide.title[language]}</a>
            </h2>
            <p>{guide.lead[language]}</p>
            <p class="quiet">{t.chapters(formatNumber(language, guide.chapters.length, 0))}</p>
          </Card>
        ))}
      </div>
    </>
  );
}

interface GuideProps {
  readonly language: Language;
  readonly guide: Guide;
  readonly assets: Assets;
}

/** One guide: its contents, then chapter by chapter. */
export function GuidePage({ language, guide, assets }: GuideProps) {
  const t = guideTexts(language);
  const others = guides.filter((one) => one !== guide);
  return (
    <>
      <Breadcrumbs
        lang={language}
        items={[{ label: t.title, href: localPath(language, guidePaths.all) }]}
        here={guide.title[language]}
      />
      <PageHead title={guide.title[language]} lead={guide.lead[language]} />
      <nav class="guide-contents" aria-labelledby="muc-luc">
        <h2 id="muc-luc">{t.contents}</h2>
        <ol>
          {guide.chapters.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title[language]}</a>
            </li>
          ))}
        </ol>
        <p class="quiet">{t.sample}</p>
      </nav>
      {guide.chapters.map((chapter) => (
        <ChapterView key={chapter.id} language={language} chapter={chapter} assets={assets} />
      ))}
      <Section title={t.others}>
        <ul class="plain-links">
          {others.map(({ name, title }) => (
            <li key={name}>
              <a href={localPath(language, guidePaths.one(name))}>{title[language]}</a>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

interface ChapterProps {
  readonly language: Language;
  readonly chapter: Chapter;
  readonly assets: Assets;
}

function ChapterView({ language, chapter, assets }: ChapterProps) {
  const t = guideTexts(language);
  const begin: Place | null = chapter.begin ? places[chapter.begin] : null;
  return (
    <Section title={chapter.title[language]} id={chapter.id}>
      <div class="guide-chapter">
        <p>
          <Sentence language={language} told={chapter.purpose} />
          {begin && (
            <>
              {' '}
              <a class="screen-only" href={localPath(language, begin.route)}>
                {t.begin}
              </a>
            </>
          )}
        </p>
        <h3>{t.steps}</h3>
        <NumberedList
          items={chapter.steps.map((step) => <Sentence key={step.vi} language={language} told={step} />)}
        />
      </div>
      {chapter.pictures?.map((picture) => (
        <PictureView key={picture.file} language={language} picture={picture} assets={assets} />
      ))}
      <Troubles language={language} troubles={chapter.troubles} />
    </Section>
  );
}

/** Words of the interface stand out as they do on buttons. */
function Sentence({ language, told }: { readonly language: Language; readonly told: Told }) {
  return (
    <>
      {piecesOf(told[language]).map(({ text, shown }, at) =>
        shown ? (
          <b key={String(at)} class="shown-word">
            {text}
          </b>
        ) : (
          text
        ),
      )}
    </>
  );
}

function Troubles(props: { readonly language: Language; readonly troubles: readonly Trouble[] }) {
  return (
    <div class="guide-chapter">
      <h3>{guideTexts(props.language).troubles}</h3>
      <dl class="troubles">
        {props.troubles.map(({ wrong, remedy }) => (
          <div key={wrong.vi}>
            <dt>
              <Sentence language={props.language} told={wrong} />
            </dt>
            <dd>
              <Sentence language={props.language} told={remedy} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Loaded when scrolled to; pressed, it opens in its full size. */
function PictureView(props: {
  readonly language: Language;
  readonly picture: Picture;
  readonly assets: Assets;
}) {
  const { language, picture, assets } = props;
  const size = sizes[picture.file];
  if (!size) return null;
  const address = assetUrl(assets, `${picture.file}.webp`);
  return (
    <figure class="guide-picture">
      <a href={address}>
        <img
          src={address}
          alt={picture.alt[language]}
          width={size.width}
          height={size.height}
          loading="lazy"
          decoding="async"
        />
      </a>
      <figcaption>{picture.caption[language]}</figcaption>
    </figure>
  );
}
