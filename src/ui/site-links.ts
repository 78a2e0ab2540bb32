/** Addresses the frame of every page leads to. Vietnamese paths; the English page is the same under /en. */
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

export type NavKey = 'problems' | 'needs' | 'documents' | 'plans' | 'api' | 'desk';

export type NavItem = { readonly key: NavKey; readonly href: string; readonly label: string };

export const PATHS = {
  home: '/',
  problems: '/bai-toan',
  needs: '/nhu-cau',
  documents: '/van-ban',
  plans: '/ke-hoach',
  api: '/api',
  openData: '/du-lieu-mo',
  mcp: '/api/mcp',
  desk: '/ban-lam-viec',
  signIn: '/dang-nhap',
  register: '/dang-ky',
  privacy: '/quyen-rieng-tu',
  organisations: '/to-chuc',
  signOut: '/dang-xuat',
  account: '/tai-khoan',
  factors: '/tai-khoan/xac-thuc-hai-buoc',
  administration: '/quan-tri',
  backup: '/quan-tri/sao-luu',
  mail: '/quan-tri/thu',
  letters: '/tai-khoan/thu',
  questions: '/tai-khoan/cau-hoi',
  comments: '/tai-khoan/y-kien',
  apiKeys: '/tai-khoan/khoa-api',
  allApiKeys: '/quan-tri/khoa-api',
  webhooks: '/tai-khoan/webhook',
  personalData: '/tai-khoan/du-lieu-ca-nhan',
  dataByMail: '/quyen-rieng-tu/yeu-cau',
  dataRequests: '/quan-tri/du-lieu-ca-nhan',
  allWebhooks: '/quan-tri/webhook',
  follows: '/tai-khoan/theo-doi',
  audit: '/kiem-tra',
  guide: '/huong-dan',
  offline: '/doc-ngoai-tuyen',
  consultations: '/lay-y-kien',
  calendar: '/lich-lam-viec',
  keepCalendar: '/quan-tri/lich-lam-viec',
  operator: '/quan-tri/don-vi-van-hanh',
} as const;

/** The address of a page in a language. */
export function localPath(lang: Lang, path: string): string {
  if (lang === 'vi') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** The main navigation: only pages that exist; the desk only for those who have one. */
export function navigation(lang: Lang, signedIn: boolean): readonly NavItem[] {
  const t = texts(lang).site;
  const keys: readonly NavKey[] = signedIn
    ? ['desk', 'problems', 'needs', 'plans', 'documents', 'api']
    : ['problems', 'needs', 'plans', 'documents', 'api'];
  return keys.map((key) => ({ key, href: localPath(lang, PATHS[key]), label: t[key] }));
}
