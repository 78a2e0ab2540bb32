/** The reader's display settings in the browser: the cookie of src/ui/display.ts, applied and changed without a round trip. */
const NAME = 'nhipcau_hien_thi';
const YEAR_IN_SECONDS = 31_536_000;

/** Puts the settings of the cookie on <html>; does nothing when there is no cookie. */
export function applyDisplay(root: HTMLElement): void {
  const match = /(?:^|; )(?:__Host-)?nhipcau_hien_thi=(auto|light|dark)\.(normal|large|larger)(?:;|$)/.exec(
    document.cookie,
  );
  if (!match) return;
  root.dataset.theme = match[1];
  root.dataset.text = match[2];
}

/** The display forms in the header and the menu: a choice works at once and is remembered. */
export function enhanceDisplayForms(): void {
  const root = document.documentElement;
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-display]')];
  const show = () => {
    for (const form of forms) {
      for (const input of form.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
        const chosen =
          input.name === 'nen' ? (root.dataset.theme ?? 'auto') : (root.dataset.text ?? 'normal');
        input.checked = input.value === chosen;
      }
    }
  };
  show();
  for (const form of forms) {
    form.addEventListener('change', () => {
      const chosen = new FormData(form);
      const secure = location.protocol === 'https:';
      const cookie = secure ? `__Host-${NAME}` : NAME;
      // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in browsers still in use
      document.cookie = `${cookie}=${chosen.get('nen')}.${chosen.get('co-chu')}; Path=/; Max-Age=${YEAR_IN_SECONDS}; SameSite=Lax${secure ? '; Secure' : ''}`;
      applyDisplay(root);
      show();
    });
  }
}
