/** Addresses of the administrators' pages of mail, without the language prefix. */
export const mailPaths = {
  outbox: '/quan-tri/thu',
  mail: (id: number) => `/quan-tri/thu/${id}`,
  sendAgain: (id: number) => `/quan-tri/thu/${id}/gui-lai`,
  refusals: '/quan-tri/dia-chi-khong-nhan-thu',
  lift: '/quan-tri/dia-chi-khong-nhan-thu/go-bo',
  untold: '/quan-tri/su-kien-chua-bao',
  tellAgain: (seq: number) => `/quan-tri/su-kien-chua-bao/${seq}/thu-lai`,
  passOver: (seq: number) => `/quan-tri/su-kien-chua-bao/${seq}/bo-qua`,
  samples: '/quan-tri/mau-thu',
  sample: (kind: string) => `/quan-tri/mau-thu/${kind}`,
  sampleHtml: (kind: string) => `/quan-tri/mau-thu/${kind}/html`,
} as const;
