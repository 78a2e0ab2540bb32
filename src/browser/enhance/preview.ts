/**
 * Draws the pages of a document beside its form while somebody types: POSTs the form to `data-preview` a moment after
 * the last letter. One drawing at a time; what was typed meanwhile is drawn next, so that an older drawing never comes
 * after a newer one. Nothing is saved and nothing in the form is touched.
 *
 * Answers understood (JSON): `{told, pages, wrong}`: pages as HTML, or null where `wrong` lists what is to be mended;
 * 429 waits and asks again. The words stand in the page (modules/catalogue/outgoing/preview-view.tsx).
 */
const PAUSE_MS = 900;
const BUSY_MS = 2000;

type Answer = {
  readonly told?: string;
  /** Of a refusal. */
  readonly message?: string;
  readonly pages?: string | null;
  readonly wrong?: string | false;
};

export function previewWhileTyping(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-preview]');
  const status = document.querySelector<HTMLElement>('[data-preview-status]');
  const wrong = document.querySelector<HTMLElement>('[data-preview-wrong]');
  const pages = document.querySelector<HTMLElement>('[data-preview-pages]');
  if (form && status && wrong && pages) preview(form, { status, wrong, pages });
}

type Pane = { readonly status: HTMLElement; readonly wrong: HTMLElement; readonly pages: HTMLElement };

function preview(form: HTMLFormElement, pane: Pane): void {
  const url = form.dataset.preview ?? '';
  let drawn = typedIn(form);
  let timer = 0;
  let running = false;

  const later = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void draw(), delay);
  };

  /** `asked`: somebody pressed the button, though nothing changed. */
  async function draw(asked = false): Promise<void> {
    const now = typedIn(form);
    // what is typed now is drawn once the other drawing is there
    if (running || form.dataset.sent !== undefined || (now === drawn && !asked)) return;
    running = true;
    clearTimeout(timer);
    pane.status.textContent = pane.status.dataset.drawing ?? '';
    const again = await ask(url, now, pane);
    running = false;
    if (again !== null) return later(again);
    drawn = now;
    if (typedIn(form) !== now) later(PAUSE_MS);
  }

  form.addEventListener('input', () => later(PAUSE_MS));
  form.addEventListener('change', () => later(PAUSE_MS));
  form.addEventListener('submit', (event) => {
    if (!event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    pane.pages.focus();
    void draw(true);
  });
}

function typedIn(form: HTMLFormElement): string {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  return fields.toString();
}

/** Shows what the server says; milliseconds after which to ask again, or null. */
async function ask(url: string, typed: string, { status, wrong, pages }: Pane): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(typed),
      headers: { accept: 'application/json' },
    });
    const answer: Answer = await response.json();
    const { failed, ended } = status.dataset;
    status.textContent = (response.status === 401 ? ended : (answer.told ?? answer.message ?? failed)) ?? '';
    // The server's own markup, escaped there; scripts in it could not run under the page's policy.
    if (typeof answer.wrong === 'string') wrong.innerHTML = answer.wrong;
    if (answer.pages) {
      const { scrollTop, scrollLeft } = pages;
      pages.innerHTML = answer.pages;
      pages.scrollTo(scrollLeft, scrollTop);
    }
    return response.status === 429 ? BUSY_MS : null;
  } catch {
    status.textContent = status.dataset.failed ?? '';
    return null;
  }
}
