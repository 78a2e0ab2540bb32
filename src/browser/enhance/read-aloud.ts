/**
 * Reads the main part of a page aloud, paragraph by paragraph, with a voice of the device itself: a voice of a far
 * server would send it what somebody reads. What stands in a language without a voice is not read with a wrong one.
 */
const PASSAGES = ['h1', 'h2', 'h3', 'p', 'li', 'dt', 'dd', 'th', 'td', 'caption', 'figcaption']
  .map((name) => `main ${name}`)
  .join(',');
const APART =
  'nav, form, search, .reader-tools, .buttons, .pager, .tabs, .print-only, [hidden], [aria-hidden=true]';
/** Longer utterances are cut off by some browsers in the midst of a word. */
const LONGEST = 180;
/** Some browsers know their voices only a moment after they were asked. */
const VOICES_WITHIN_MS = 2000;

type Passage = { readonly element: HTMLElement; readonly text: string; readonly language: string };

export function offerReadingAloud(): void {
  const box = document.querySelector<HTMLElement>('[data-read-aloud]');
  const toggle = box?.querySelector<HTMLButtonElement>('[data-start]');
  const stop = box?.querySelector<HTMLButtonElement>('[data-stop]');
  const status = box?.querySelector<HTMLElement>('[data-reading-status]');
  if (!box || !toggle || !stop || !status || !('speechSynthesis' in window)) return;
  const reader = readerOf({ box, toggle, stop, status });
  toggle.addEventListener('click', () => void reader.toggle());
  stop.addEventListener('click', () => {
    reader.stop();
    toggle.focus();
  });
  // a page left or put aside is not read on
  addEventListener('pagehide', () => reader.stop());
  box.hidden = false;
}

type Parts = {
  readonly box: HTMLElement;
  readonly toggle: HTMLButtonElement;
  readonly stop: HTMLButtonElement;
  readonly status: HTMLElement;
};

function readerOf({ box, toggle, stop, status }: Parts) {
  let passages: readonly Passage[] = [];
  let at = 0;
  let state: 'idle' | 'reading' | 'paused' = 'idle';
  /** An utterance ended by pausing says so as well: only the newest one leads on. */
  let turn = 0;
  let voices: ReadonlyMap<string, SpeechSynthesisVoice> = new Map();

  const show = (next: typeof state, told = '') => {
    state = next;
    const { start, pause, resume } = toggle.dataset;
    const words = toggle.querySelector('span');
    if (words) words.textContent = (next === 'idle' ? start : next === 'reading' ? pause : resume) ?? '';
    stop.hidden = next === 'idle';
    status.textContent = told;
  };
  const mark = (element: HTMLElement | null) => {
    for (const marked of document.querySelectorAll('.being-read')) marked.classList.remove('being-read');
    element?.classList.add('being-read');
    element?.scrollIntoView({ block: 'nearest' });
  };
  const silence = () => {
    turn += 1;
    speechSynthesis.cancel();
  };
  const end = (told = '') => {
    silence();
    mark(null);
    at = 0;
    show('idle', told);
  };

  const next = () => {
    const passage = passages[at];
    if (!passage) return end(box.dataset.done);
    const voice = voices.get(passage.language);
    if (!voice) return;
    const utterance = new SpeechSynthesisUtterance(passage.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    turn += 1;
    const mine = turn;
    const goOn = () => {
      if (mine !== turn) return;
      at += 1;
      next();
    };
    utterance.addEventListener('end', goOn);
    utterance.addEventListener('error', goOn);
    mark(passage.element);
    speechSynthesis.speak(utterance);
  };

  return {
    stop: () => end(),
    async toggle() {
      if (state === 'reading') {
        // some browsers cannot go on where they paused: the passage is begun again
        silence();
        return show('paused');
      }
      if (state === 'idle') {
        voices = await voicesOfDevice();
        const all = passagesOf();
        passages = all.filter(({ language }) => voices.has(language));
        if (!voices.has(short(document.documentElement.lang)) || passages.length === 0)
          return show('idle', box.dataset.noVoice);
        show('reading', passages.length < all.length ? box.dataset.skipped : '');
      } else show('reading', status.textContent ?? '');
      next();
    },
  };
}

const short = (language: string): string => (language.split(/[-_]/)[0] ?? '').toLowerCase();

/** A voice of the device for each language it speaks. */
async function voicesOfDevice(): Promise<ReadonlyMap<string, SpeechSynthesisVoice>> {
  if (speechSynthesis.getVoices().length === 0) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, VOICES_WITHIN_MS);
      speechSynthesis.addEventListener('voiceschanged', () => resolve(), { once: true });
    });
  }
  const own = speechSynthesis.getVoices().filter(({ localService }) => localService);
  const found = new Map<string, SpeechSynthesisVoice>();
  for (const voice of own)
    if (voice.default || !found.has(short(voice.lang))) found.set(short(voice.lang), voice);
  return found;
}

function passagesOf(): Passage[] {
  const elements = [...document.querySelectorAll<HTMLElement>(PASSAGES)].filter(
    (element) =>
      element.offsetParent !== null &&
      !element.closest(APART) &&
      element.querySelector('p, li, dd, td, th') === null,
  );
  return elements.flatMap((element) => {
    const language = short(element.closest<HTMLElement>('[lang]')?.lang ?? '');
    return stretchesOf(element, language).flatMap((stretch) =>
      piecesOf(stretch.text).map((text) => ({ element, text, language: stretch.language })),
    );
  });
}

/** The texts of an element, each with its language: an English line may name something Vietnamese. */
function stretchesOf(element: HTMLElement, language: string): { text: string; language: string }[] {
  const found: { text: string; language: string }[] = [];
  const walk = (node: Node, spoken: string) => {
    if (node instanceof Text) {
      const last = found.at(-1);
      if (last?.language === spoken) last.text += node.data;
      else found.push({ text: node.data, language: spoken });
    } else if (node instanceof Element && !node.matches('.sr, [aria-hidden=true], script')) {
      for (const child of node.childNodes)
        walk(child, node instanceof HTMLElement && node.lang ? short(node.lang) : spoken);
    }
  };
  walk(element, language);
  return found.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** Sentences, joined up to the longest an utterance may be; a longer one is parted between words. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    const last = pieces.at(-1);
    const ended = last !== undefined && /[.!?;:…]$/.test(last) && last.length > LONGEST / 2;
    if (last === undefined || ended || last.length + word.length >= LONGEST) pieces.push(word);
    else pieces[pieces.length - 1] = `${last} ${word}`;
  }
  return pieces;
}
