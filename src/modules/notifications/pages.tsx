import { InvalidInput, SpentLink } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, anyone, page as pageRoute, type Route, signedIn } from '../../platform/http/route.ts';
import { readStopToken, type Stop } from '../../platform/mail/stop-address.ts';
import { page } from '../../ui/page.tsx';
import { personOf, readId } from '../directory/index.ts';
import { followingRoutes } from './following/pages.tsx';
import { followingPaths } from './following/paths.ts';
import { myLetter, myLetters } from './my-letters.ts';
import { notificationPaths } from './paths.ts';
import { notificationTexts } from './texts.ts';
import { LetterView, MyLetters, StopPage } from './views.tsx';
import { choicesOf, chooseLetters, stopLetters, topicsFor } from './wishes.ts';

export const notificationRoutes: readonly Route[] = [
  pageRoute('letter.mine', notificationPaths.mine, signedIn, (call) => showMine(call, {})),
  action('letter.choose', notificationPaths.mine, signedIn, choose),
  pageRoute('letter.show', '/tai-khoan/thu/:id', signedIn, showLetter),
  pageRoute('letter.ask_stop', '/thu/ngung/:token', anyone, askStop),
  // mail programs post it themselves (RFC 8058): the token tells for whom
  { ...action('letter.stop', '/thu/ngung/:token', anyone, stop), carriesProof: true },
  ...followingRoutes,
];

async function showMine(call: Call, errors: Readonly<Record<string, string>>): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const person = personOf(call);
  const asked = { q: call.query('q').trim().slice(0, 200), page: readPageNumber(call.query('trang')) };
  const choices = await choicesOf(services.db, person.id);
  const found = await myLetters(services.db, person.id, asked);
  return page(
    call,
    { title: notificationTexts(lang).mine, status: Object.keys(errors).length > 0 ? 422 : 200 },
    <MyLetters {...{ lang, csrfToken, choices, errors, ...asked, ...found }} topics={topicsFor(person)} />,
  );
}

async function choose(call: Call): Promise<Response> {
  const form = await call.form();
  const person = personOf(call);
  const typed = {
    language: form.get('language'),
    wishes: Object.fromEntries(topicsFor(person).map((topic) => [topic, form.get(topic)])),
  };
  try {
    await chooseLetters(call.services, person, typed);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const errors = Object.entries(error.fields).flatMap(([field, text]) =>
      text ? [[field, text[call.language]] as const] : [],
    );
    return showMine(call, Object.fromEntries(errors));
  }
  return seeOther(call, notificationPaths.mine, notificationTexts(call.language).saved);
}

async function showLetter(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const letter = await myLetter(services, personOf(call).id, readId(call, 'id'));
  return page(call, { title: notificationTexts(lang).letter }, <LetterView lang={lang} letter={letter} />);
}

/** Its key holds for good: it was cut off, or made by nobody. */
function stopsNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Đường dẫn ngừng nhận thư này bị cắt mất một phần hoặc không phải do hệ thống này gửi; chưa có gì thay đổi. Hãy bấm lại vào đường dẫn trong thư. Có tài khoản thì chọn thư muốn nhận ở trang Thư báo.',
      en: 'This address to stop letters was cut off or was not sent from here; nothing has changed. Open it from the letter once more. With an account you choose your letters on the page “Letters”.',
    },
    [
      { path: notificationPaths.mine, label: { vi: 'Chọn thư muốn nhận', en: 'Choose letters' } },
      {
        path: followingPaths.follow,
        label: { vi: 'Về việc theo dõi bằng thư', en: 'About following by mail' },
      },
    ],
  );
}

function stopOf(call: Call): Stop {
  const stop = readStopToken(call.services.config, call.param('token'));
  if (!stop) throw stopsNothing();
  return stop;
}

function stopPage(call: Call, done: boolean): Response {
  const { language: lang } = call;
  const t = notificationTexts(lang);
  return page(
    call,
    { title: done ? t.stopped : t.stopTitle, unlisted: true },
    <StopPage lang={lang} token={call.param('token')} done={done} follows={'followerId' in stopOf(call)} />,
  );
}

function askStop(call: Call): Response {
  stopOf(call);
  return stopPage(call, false);
}

async function stop(call: Call): Promise<Response> {
  await stopLetters(call.services, call.actor, stopOf(call));
  return stopPage(call, true);
}
