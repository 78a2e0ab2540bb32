/** Addresses of the pages of webhooks, without the language prefix. */
export const webhookPaths = {
  all: '/tai-khoan/webhook',
  create: '/tai-khoan/webhook/them',
  mine: (id: number) => `/tai-khoan/webhook/${id}`,
  verify: (id: number) => `/tai-khoan/webhook/${id}/xac-minh`,
  pause: (id: number) => `/tai-khoan/webhook/${id}/tam-dung`,
  goOn: (id: number) => `/tai-khoan/webhook/${id}/chay-tiep`,
  test: (id: number) => `/tai-khoan/webhook/${id}/gui-thu`,
  now: (id: number) => `/tai-khoan/webhook/${id}/gui-ngay`,
  again: (id: number, delivery: number) => `/tai-khoan/webhook/${id}/lan-gui/${delivery}/gui-lai`,
  edit: (id: number) => `/tai-khoan/webhook/${id}/sua`,
  rotate: (id: number) => `/tai-khoan/webhook/${id}/doi-khoa`,
  remove: (id: number) => `/tai-khoan/webhook/${id}/xoa`,
  everybodys: '/quan-tri/webhook',
  any: (id: number) => `/quan-tri/webhook/${id}`,
  pauseAny: (id: number) => `/quan-tri/webhook/${id}/tam-dung`,
  release: (id: number) => `/quan-tri/webhook/${id}/bo-tam-dung`,
} as const;
