import { Refusal } from '../../kernel/refusal.ts';
import type { Config } from '../config.ts';

/**
 * Refuses a post that another site caused: browsers say where a post comes from in Sec-Fetch-Site, older ones and
 * plain-HTTP networks in Origin. A post that says neither comes from no browser of ours.
 */
export function refuseForeignPost(request: Request, config: Config): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return;
  const origin = request.headers.get('origin');
  if (site === null && origin !== null && URL.canParse(origin)) {
    const { host } = new URL(origin);
    if (host === config.baseUrl.host || host === request.headers.get('host')) return;
  }
  throw forgedPost();
}

export function forgedPost(): Refusal {
  return new Refusal('forged', {
    vi: 'Yêu cầu này không được gửi từ trang của hệ thống, hoặc trang đã mở quá lâu. Chưa có gì thay đổi: hãy tải lại trang rồi gửi lại.',
    en: 'This request did not come from a page of this site, or the page was open too long. Nothing was changed: reload the page and send again.',
  });
}
