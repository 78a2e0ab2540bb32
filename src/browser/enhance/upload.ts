/**
 * Shows how far a file has gone up. The form is sent as it would be without script; the answer, a redirect or the
 * page with its errors, is then shown as the browser would have shown it.
 */
import { flushAutosaves } from './autosave.ts';
import { releaseForm } from './forms.ts';

export function enhanceUploads(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || !hasFile(form)) return;
      event.preventDefault();
      if (form.dataset.sent === undefined) void send(form, event.submitter);
    });
  }
}

function hasFile(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=file]')].some(
    (input) => input.files?.length,
  );
}

/** The page is replaced by the answer: what is typed in other forms is saved first, and they wait. */
async function holdOthers(form: HTMLFormElement): Promise<void> {
  for (const other of document.forms) other.inert = other !== form;
  await flushAutosaves();
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const panel = form.querySelector<HTMLElement>('[data-upload-progress]');
  const bar = panel?.querySelector('progress');
  const words = panel?.querySelector('span');
  const body = new FormData(form, submitter);
  form.dataset.sent = '';
  submitter?.setAttribute('aria-busy', 'true');
  await holdOthers(form);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  if (panel) panel.hidden = false;
  let told = -1;
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    const share = Math.floor((event.loaded / event.total) * 100);
    if (bar) bar.value = share;
    // Every tenth part is enough for those who hear it.
    if (words && Math.floor(share / 10) > told) {
      told = Math.floor(share / 10);
      words.textContent = `${form.dataset.upload} ${share} %`;
    }
  });
  request.addEventListener('load', () => {
    // The redirect was already followed, and a message shown once was in that answer: loading it again would lose it.
    if (request.responseURL !== form.action) history.pushState(null, '', request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  });
  request.addEventListener('error', () => {
    // The plain way, so that the browser says itself what is wrong with the connection.
    releaseForm(form);
    for (const other of document.forms) other.inert = false;
    form.submit();
  });
  request.send(body);
}
