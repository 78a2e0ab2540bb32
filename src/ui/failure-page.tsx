import type { WayOn } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import { seeOther } from '../platform/http/answer.ts';
import type { Call } from '../platform/http/call.ts';
import type { Failure } from '../platform/http/refusals.ts';
import { Buttons, LinkButton } from './button.tsx';
import { page } from './page.tsx';
import { PageHead } from './page-parts.tsx';
import { localPath, PATHS } from './site-links.ts';

/**
 * A failure as the asker understands it: a problem document (RFC 9457) for programs, a page for people. `formPage`:
 * of a post, the page its form stood on.
 */
export function renderFailure(call: Call, failure: Failure, formPage: string | null = null): Response {
  const message = failure.text[call.language];
  if (call.path.startsWith('/api/') || call.path === '/mcp' || wantsJson(call)) {
    const problem = {
      type: `${call.services.config.baseUrl.origin}/loi/${failure.kind}`,
      title: message,
      status: failure.status,
      requestId: call.requestId,
      message,
    };
    return new Response(JSON.stringify(problem), {
      status: failure.status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
  }
  if (failure.kind === 'sign_in_first' && call.request.method === 'GET') {
    return seeOther(call, `${PATHS.signIn}?ve=${encodeURIComponent(localPath(call.language, call.path))}`);
  }
  if (failure.kind === 'second_factor_first' && call.request.method === 'GET')
    return seeOther(call, `${PATHS.factors}?ve=${encodeURIComponent(localPath(call.language, call.path))}`);
  const english = call.language === 'en';
  const posted = call.request.method !== 'GET' && call.request.method !== 'HEAD';
  const refusedPost = posted && (failure.status === 401 || failure.status === 403);
  return page(
    call,
    { title: titleOf(failure, english), status: failure.status, unlisted: true },
    <>
      <PageHead
        title={titleOf(failure, english)}
        lead={refusedPost && failure.status === 401 ? signInToSave[call.language] : message}
      />
      {refusedPost && <WayBack call={call} formPage={formPage} mayRepeat={failure.kind !== 'forbidden'} />}
      {failure.status >= 500 && (
        <p class="quiet">
          {english ? 'Request id' : 'Mã yêu cầu'}: <code>{call.requestId}</code>
        </p>
      )}
      <div class="stack">
        {failure.ways && <WaysOn call={call} ways={failure.ways} />}
        <p>
          <a href={localPath(call.language, '/')}>{english ? 'Go to the home page' : 'Về trang chủ'}</a>
        </p>
      </div>
    </>,
  );
}

const signInToSave: Text = {
  vi: 'Phiên đăng nhập đã hết hoặc bạn đã đăng xuất.',
  en: 'The session has ended, or you signed out.',
};

/** Going back asks for the page again: signed out, that leads away from the form. */
const backSignedOut: Text = {
  vi: 'Để lấy lại chữ vừa gõ: đăng nhập trong một thẻ mới, rồi trở lại thẻ này và bấm nút quay lại của trình duyệt; biểu mẫu thường hiện lại cùng chữ bạn đã gõ.',
  en: 'To get back what you typed: sign in in a new tab, then return to this tab and press the back button of the browser; the form usually shows again with your text.',
};

const backSignedIn: Text = {
  vi: 'Bấm nút quay lại của trình duyệt: biểu mẫu thường hiện lại cùng chữ bạn đã gõ.',
  en: 'Press the back button of the browser: the form usually shows again with what you typed.',
};

/** After a refused post: nothing was saved, and how to come back to the form. */
function WayBack(props: {
  readonly call: Call;
  readonly formPage: string | null;
  /** Whether sending again can succeed. */
  readonly mayRepeat: boolean;
}) {
  const { call, formPage } = props;
  const english = call.language === 'en';
  const signIn = localPath(call.language, PATHS.signIn);
  const visitor = call.actor.kind !== 'account';
  return (
    <>
      <p>
        <strong>{english ? 'Nothing was saved.' : 'Chưa có gì được lưu.'}</strong>{' '}
        {props.mayRepeat && (visitor ? backSignedOut : backSignedIn)[call.language]}
      </p>
      <p>
        {visitor ? (
          <a class="button" href={formPage ? `${signIn}?ve=${encodeURIComponent(formPage)}` : signIn}>
            {english ? 'Sign in' : 'Đăng nhập'}
          </a>
        ) : (
          formPage && (
            <a class="button" href={formPage}>
              {english ? 'Open the form again' : 'Mở lại trang có biểu mẫu'}
            </a>
          )
        )}
      </p>
    </>
  );
}

function wantsJson(call: Call): boolean {
  return (
    call.request.headers.has('x-autosave') ||
    (call.request.headers.get('accept') ?? '').startsWith('application/json')
  );
}

/** From the address of a letter: where another one is asked for, or what it was about is found. */
function WaysOn({ call, ways }: { readonly call: Call; readonly ways: readonly WayOn[] }) {
  const { language, actor } = call;
  return (
    <Buttons>
      {ways
        .filter(({ path }) => path !== PATHS.signIn || actor.kind !== 'account')
        .map(({ path, label }, at) => (
          <LinkButton key={path} look={at === 0 ? 'primary' : 'secondary'} href={localPath(language, path)}>
            {label[language]}
          </LinkButton>
        ))}
    </Buttons>
  );
}

function titleOf(failure: Failure, english: boolean): string {
  if (failure.ways)
    return english ? 'This address opens nothing any longer' : 'Đường dẫn không còn dùng được';
  if (failure.status === 404) return english ? 'Page not found' : 'Không tìm thấy trang';
  if (failure.status === 403) return english ? 'Not allowed' : 'Không được phép';
  if (failure.status === 409) return english ? 'Not possible now' : 'Chưa thực hiện được';
  if (failure.status === 429) return english ? 'Too many requests' : 'Quá nhiều lượt';
  if (failure.status === 503 || failure.status === 507)
    return english ? 'Temporarily unavailable' : 'Tạm thời gián đoạn';
  if (failure.status >= 500) return english ? 'A fault of the system' : 'Lỗi của hệ thống';
  return english ? 'Not accepted' : 'Chưa nhận được';
}
