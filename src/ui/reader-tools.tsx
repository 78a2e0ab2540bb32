import { Icon } from './icons.tsx';
import { localPath, PATHS } from './site-links.ts';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

interface ReaderToolsProps {
  readonly lang: Lang;
  readonly title: string;
  /** The page's own address. */
  readonly path: string;
  /** Whether pages may be kept on the reader's device. */
  readonly offline: boolean;
}

/**
 * Above a text to be read: hear it, keep it to be read without a network. Shown by script (src/browser/reader.ts), which
 * alone can do it; the words it says stand here.
 */
export function ReaderTools({ lang, title, path, offline }: ReaderToolsProps) {
  const t = texts(lang).reader;
  const { keep } = t;
  const list = localPath(lang, PATHS.offline);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form, and nothing is sent here
    <div class="reader-tools screen-only" role="group" aria-label={t.label}>
      <div hidden data-read-aloud data-no-voice={t.noVoice} data-done={t.done} data-skipped={t.skipped}>
        <button
          type="button"
          class="button button-quiet button-small"
          data-start={t.start}
          data-pause={t.pause}
          data-resume={t.resume}
        >
          <Icon name="speaker" />
          <span>{t.start}</span>
        </button>
        <button type="button" class="button button-quiet button-small" hidden data-stop>
          <Icon name="close" />
          <span>{t.stop}</span>
        </button>
        <span class="quiet" role="status" data-reading-status />
      </div>
      {offline && (
        <div
          hidden
          data-keep={path}
          data-list={list}
          data-title={title}
          data-offer={keep.offer}
          data-forget={keep.forget}
          data-done={keep.done}
          data-forgotten={keep.forgotten}
          data-failed={keep.failed}
          data-shown={keep.shown('{day}')}
        >
          <button type="button" class="button button-quiet button-small">
            <Icon name="download" />
            <span>{keep.offer}</span>
          </button>
          <a class="quiet" href={list} hidden>
            {keep.list}
          </a>
          <span class="quiet" role="status" data-keep-status />
        </div>
      )}
    </div>
  );
}
