import { PATHS } from '../../ui/site-links.ts';

/** Stands in an address for no part, but the whole draft. */
export const wholeDraft = 'toan-bo';

/** Addresses of consultations, without the language prefix. */
export const consultationPaths = {
  list: PATHS.consultations,
  one: (id: number) => `/lay-y-kien/${id}`,
  part: (id: number, position: number) => `/lay-y-kien/${id}/phan/${position || wholeDraft}`,
  file: (id: number) => `/lay-y-kien/${id}/tep`,
  comment: (id: number) => `/lay-y-kien/${id}/gop-y`,
  /** The form of one part, or of the whole draft. */
  commentOn: (id: number, position: number) => `/lay-y-kien/${id}/gop-y?phan=${position}`,
  mine: (id: number) => `/lay-y-kien/${id}/y-kien-cua-toi`,
  own: (id: number, comment: number) => `/lay-y-kien/${id}/y-kien-cua-toi/${comment}`,
  summary: (id: number, file: string) => `/lay-y-kien/${id}/tong-hop/${file}`,
} as const;

export const consultationWork = {
  list: '/ban-lam-viec/lay-y-kien',
  create: '/ban-lam-viec/lay-y-kien/moi',
  one: (id: number) => `/ban-lam-viec/lay-y-kien/${id}`,
  change: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/sua`,
  part: (id: number, position: number) => `/ban-lam-viec/lay-y-kien/${id}/phan/${position}`,
  announce: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/thong-bao`,
  content: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/noi-dung`,
  upload: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/noi-dung/tep`,
  comments: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/y-kien`,
  comment: (id: number, comment: number) => `/ban-lam-viec/lay-y-kien/${id}/y-kien/${comment}`,
  summary: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/tong-hop`,
  submitSummary: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/tong-hop/trinh`,
  publish: (id: number) => `/ban-lam-viec/lay-y-kien/${id}/tong-hop/cong-bo`,
  summaryFile: (id: number, file: string) => `/ban-lam-viec/lay-y-kien/${id}/tong-hop/${file}`,
} as const;
