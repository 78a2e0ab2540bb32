import { seeOther } from '../platform/http/answer.ts';
import type { Call } from '../platform/http/call.ts';
import type { Failure } from '../platform/http/refusals.ts';
import { page } from './page.tsx';
import { localPath, PATHS } from './site-links.ts';

/** A failure as the asker understands it: a problem document (RFC 9457) for programs, a page for people. */
export function renderFailure(call: Call, failure: Failure): Response {
  const message = failure.text[call.language];
  if (call.path.startsWith('/api/') || wantsJson(call)) {
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
  const english = call.language === 'en';
  return page(
    call,
    { title: titleOf(failure, english), status: failure.status, unlisted: true },
    <>
      <h1>{titleOf(failure, english)}</h1>
      <p class="lead">{message}</p>
      {failure.status >= 500 && (
        <p class="quiet">
          {english ? 'Request id' : 'Mã yêu cầu'}: <code>{call.requestId}</code>
        </p>
      )}
      <p>
        <a href={localPath(call.language, '/')}>{english ? 'Go to the home page' : 'Về trang chủ'}</a>
      </p>
    </>,
  );
}

function wantsJson(call: Call): boolean {
  return (
    call.request.headers.has('x-autosave') ||
    (call.request.headers.get('accept') ?? '').startsWith('application/json')
  );
}

function titleOf(failure: Failure, english: boolean): string {
  if (failure.status === 404) return english ? 'Page not found' : 'Không tìm thấy trang';
  if (failure.status === 403) return english ? 'Not allowed' : 'Không được phép';
  if (failure.status === 409) return english ? 'Not possible now' : 'Chưa thực hiện được';
  if (failure.status === 429) return english ? 'Too many tries' : 'Thử quá nhiều lần';
  if (failure.status === 503 || failure.status === 507)
    return english ? 'Temporarily unavailable' : 'Tạm thời gián đoạn';
  if (failure.status >= 500) return english ? 'A fault of the system' : 'Lỗi của hệ thống';
  return english ? 'Not accepted' : 'Chưa nhận được';
}
