/** Small helps on forms: counting characters, showing a password, guarding against double posts and lost changes. */

/** "120 trên 500 ký tự" under a text with a limit; the limit itself is kept by the server. */
export function countCharacters(): void {
  for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-most]')) {
    const line = document.getElementById(`${area.id}-count`);
    const words = line?.dataset.count;
    if (!line || !words) continue;
    const most = Number(area.dataset.most);
    const format = new Intl.NumberFormat(document.documentElement.lang);
    const show = () => {
      const used = [...area.value].length;
      line.textContent = words.replace('{used}', format.format(used));
      line.toggleAttribute('data-over', used > most);
    };
    area.addEventListener('input', show);
    show();
  }
}

/** The box that shows a password only exists where a script can do it. */
export function offerShownPasswords(): void {
  for (const label of document.querySelectorAll<HTMLLabelElement>('[data-show-password]')) {
    const password = document.getElementById(label.dataset.showPassword ?? '');
    const box = label.querySelector('input');
    if (!(password instanceof HTMLInputElement) || !box) continue;
    label.hidden = false;
    box.addEventListener('change', () => {
      password.type = box.checked ? 'text' : 'password';
    });
  }
}

/** A post that has left is not sent again by a second click; coming back through history frees the buttons. */
export function guardDoublePosts(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = '';
    // A disabled button would drop its own name and value from what is being sent.
    if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) releaseForm(form);
  });
}

/** Lets a form be sent again, after a failed attempt. */
export function releaseForm(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
}

/** Asks before leaving a form whose changes are neither sent nor saved. The browser shows its own words. */
export function guardUnsavedChanges(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guard]')) {
    form.addEventListener('input', () => {
      form.dataset.dirty = '';
    });
  }
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('form[data-dirty]:not([data-sent])')) event.preventDefault();
  });
}

/** The summary of errors, or a note that answers the last action, is read first. */
export function focusSummary(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/**
 * Filters and order work at once when chosen with a pointer. With a keyboard they wait for the button, because
 * arrows pass over choices nobody meant, and a page that changes under the hands is lost.
 */
export function submitOnChange(): void {
  let pointed = false;
  document.addEventListener('pointerdown', () => {
    pointed = true;
  });
  document.addEventListener('keydown', () => {
    pointed = false;
  });
  const placeKey = 'nhipcau-place';
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-submit-on-change]')) {
    form.addEventListener('change', () => {
      if (!pointed) return;
      sessionStorage.setItem(placeKey, `${location.pathname} ${scrollY}`);
      form.requestSubmit();
    });
  }
  const [path, top] = (sessionStorage.getItem(placeKey) ?? '').split(' ');
  sessionStorage.removeItem(placeKey);
  if (path === location.pathname) scrollTo(0, Number(top));
}
