/**
 * Saves a long form while it is written: POSTs it to `data-autosave` with the header `x-autosave: 1`.
 *
 * Answers understood:
 * - 200 `{savedAt?: ISO instant, fields?: {name: value}}`: saved; `fields` (e.g. the new version) go into the form;
 * - 409 `{message, html?}`: somebody else changed the same thing; shown, and saving stops until the page is reloaded;
 * - 401, or another refusal `{message}`: said as such; what was typed is kept on this device;
 * - anything else, or no answer: what was typed is kept on this device and sent again with the next try.
 * A plain submit keeps it too, because the answer may be a refusal or none at all: the cookie `nhipcau_taken`, the
 * address of the form, says that the server has the text. Copies of different people are kept apart, and go when their
 * person signs out (sign-out.ts); when a session only ends, they wait for the same person.
 * A form's words are attributes of its status line (src/ui/form.tsx), so that this script has no language.
 */
const PAUSE_MS = 1500;
const RETRY_MS = 15_000;
const FLUSH_MS = 5000;

type Answer = {
  readonly savedAt?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly html?: string;
};

type Panel = {
  readonly root: HTMLElement;
  readonly status: HTMLElement;
  readonly restore: HTMLElement;
  readonly conflict: HTMLElement;
};

/** Times are those of the office, wherever the browser thinks it is. */
const zone = 'Asia/Ho_Chi_Minh';

export function autosaveForms(): void {
  dropTaken();
  heedOtherWindows();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) autosave(form);
}

/** What each long form of the page does to save at once. */
const flushes: (() => Promise<void>)[] = [];

/** Saves what is typed now, before the page is replaced; gives up after a few seconds. */
export async function flushAutosaves(): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, FLUSH_MS));
  await Promise.race([Promise.all(flushes.map((flush) => flush())), patience]);
}

function panelOf(form: HTMLFormElement): Panel | null {
  const root = form.querySelector<HTMLElement>('[data-autosave-panel]');
  const status = form.querySelector<HTMLElement>('[data-autosave-status]');
  const restore = form.querySelector<HTMLElement>('[data-autosave-restore]');
  const conflict = form.querySelector<HTMLElement>('[data-autosave-conflict]');
  return root && status && restore && conflict ? { root, status, restore, conflict } : null;
}

/** All that goes to the server: every field with words, the token included, files left out. */
function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') fields.append(name, value);
  }
  return fields;
}

/** What the person typed, by which copies are compared. Hidden fields (token, version) belong to the page. */
function typedIn(form: HTMLFormElement): string {
  const fields = fieldsOf(form);
  for (const { name } of hiddenOf(form)) fields.delete(name);
  return fields.toString();
}

function hiddenOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')];
}

/** Where the writer began, as the hidden fields tell it (the version, say): by it the server finds what others saved. */
function begunFrom(form: HTMLFormElement): Record<string, string> {
  const begun = hiddenOf(form).filter(({ name }) => name !== '_csrf');
  return Object.fromEntries(begun.map(({ name, value }) => [name, value]));
}

/** A copy kept on this device. */
type Copy = { readonly typed: string; readonly begun: Readonly<Record<string, string>> };

function read(key: string): Copy | null {
  try {
    const kept: Copy | null = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof kept?.typed === 'string' && kept.begun ? kept : null;
  } catch {
    return null;
  }
}

function say(panel: Panel, words: string | undefined, bad: boolean): void {
  panel.root.hidden = false;
  panel.status.textContent = words ?? '';
  panel.status.toggleAttribute('data-bad', bad);
}

function timeOf(instant: string | undefined): string {
  const when = instant ? new Date(instant) : new Date();
  return when.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: zone });
}

/** Fills the form with a copy kept on this device, and says from where it was written. */
function fill(form: HTMLFormElement, { typed, begun }: Copy): void {
  const fields = new URLSearchParams(typed);
  for (const control of hiddenOf(form)) control.value = begun[control.name] ?? control.value;
  for (const control of form.elements) {
    const isBox =
      control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
    if (isBox) {
      control.checked = fields.getAll(control.name).includes(control.value);
    } else if (
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement ||
      (control instanceof HTMLInputElement &&
        !['hidden', 'file', 'password', 'submit'].includes(control.type))
    ) {
      const value = fields.get(control.name);
      if (value !== null) control.value = value;
    }
  }
}

/** Storage may be full or forbidden: then the page only says that nothing was saved. */
function keep(key: string, copy: Copy): void {
  if (hasLeft(key)) return;
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {
    localStorage.removeItem(key);
  }
}

const prefix = 'nhipcau-draft:';

/** Whose copies are kept no longer: they signed out, here or in another window of this browser. */
const left = new Set<string>();
const leftKey = 'nhipcau-left';

const ownedBy = (owner: string) => `${prefix}${owner} `;
const hasLeft = (key: string) => [...left].some((owner) => key.startsWith(ownedBy(owner)));

/** Copies of somebody's texts that never reached the server. */
export function keptOf(owner: string): readonly string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(ownedBy(owner)));
}

/** Removes them, and keeps none any longer, in other windows neither. */
export function dropKeptOf(owner: string): void {
  left.add(owner);
  for (const key of keptOf(owner)) localStorage.removeItem(key);
  localStorage.setItem(leftKey, owner);
  localStorage.removeItem(leftKey);
}

function heedOtherWindows(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === leftKey && newValue !== null) left.add(newValue);
  });
}

/** Lets go of the copies the server has said it has. */
function dropTaken(): void {
  const [, name, taken] = /(?:^|; )((?:__Host-)?nhipcau_taken)=([^;]*)/.exec(document.cookie) ?? [];
  if (name === undefined || taken === undefined) return;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the office
  document.cookie = `${name}=; Path=/; Max-Age=0${location.protocol === 'https:' ? '; Secure' : ''}`;
  const end = ` ${decodeURIComponent(taken)}`;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && key.endsWith(end)) localStorage.removeItem(key);
  }
}

function autosave(form: HTMLFormElement): void {
  const found = panelOf(form);
  if (!found) return;
  const panel = found;
  const url = form.dataset.autosave ?? form.action;
  const key = `${prefix}${form.dataset.autosaveOwner ?? ''} ${url}`;
  let saved = typedIn(form);
  let timer = 0;
  let running: Promise<void> | null = null;
  let stopped = false;

  const later = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), delay);
  };

  const keepNow = (typed: string) => keep(key, { typed, begun: begunFrom(form) });

  const failed = (now: string) => {
    keepNow(now);
    say(panel, panel.status.dataset.failed, true);
    later(RETRY_MS);
  };

  /** Trying again on its own would be refused again: the next letter typed tries. */
  const refused = (status: number, answer: Answer, now: string) => {
    keepNow(now);
    const { ended, kept } = panel.status.dataset;
    say(panel, status === 401 || !answer.message ? ended : `${answer.message} ${kept}`, true);
  };

  function save(): Promise<void> {
    if (running) return running;
    const now = typedIn(form);
    if (stopped || form.dataset.sent !== undefined || now === saved) return Promise.resolve();
    running = send(now).finally(() => {
      running = null;
    });
    return running;
  }

  async function send(now: string): Promise<void> {
    say(panel, panel.status.dataset.saving, false);
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: fieldsOf(form),
        headers: { 'x-autosave': '1', accept: 'application/json' },
      });
      const answer: Answer = await response.json().catch(() => ({}));
      if (response.status === 409) return conflict(answer, now);
      if (response.status >= 400 && response.status < 500) return refused(response.status, answer, now);
      if (!response.ok) return failed(now);
      for (const [name, value] of Object.entries(answer.fields ?? {})) {
        const control = form.elements.namedItem(name);
        if (control instanceof HTMLInputElement) control.value = value;
      }
      localStorage.removeItem(key);
      saved = now;
      if (typedIn(form) === now) delete form.dataset.dirty;
      else later(PAUSE_MS);
      say(panel, panel.status.dataset.saved?.replace('{time}', timeOf(answer.savedAt)), false);
    } catch {
      failed(now);
    }
  }

  function conflict(answer: Answer, now: string): void {
    stopped = true;
    keepNow(now);
    say(panel, answer.message, true);
    // The server's own markup, escaped there; scripts in it could not run under the page's policy.
    if (answer.html) panel.conflict.innerHTML = answer.html;
  }

  flushes.push(async () => {
    await running;
    await save();
  });
  form.addEventListener('input', () => later(PAUSE_MS));
  form.addEventListener('change', () => later(PAUSE_MS));
  form.addEventListener('submit', () => keepNow(typedIn(form)));
  window.addEventListener('online', () => later(0));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save();
  });
  offerKept(form, panel, key, saved, () => later(0));
}

/** A copy that never reached the server is offered when the page is opened again. */
function offerKept(
  form: HTMLFormElement,
  panel: Panel,
  key: string,
  shown: string,
  changed: () => void,
): void {
  const kept = read(key);
  if (kept === null || kept.typed === shown) return;
  say(panel, panel.status.dataset.restored, true);
  panel.restore.hidden = false;
  const close = () => {
    panel.restore.hidden = true;
    panel.root.hidden = true;
  };
  panel.restore.querySelector('[data-autosave-take]')?.addEventListener('click', () => {
    fill(form, kept);
    close();
    changed();
  });
  panel.restore.querySelector('[data-autosave-drop]')?.addEventListener('click', () => {
    localStorage.removeItem(key);
    close();
  });
}
