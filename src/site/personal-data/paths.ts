import { PATHS } from '../../ui/site-links.ts';

/** Addresses of the pages about personal data, without the language prefix. */
export const dataPaths = {
  mine: PATHS.personalData,
  myFile: '/tai-khoan/du-lieu-ca-nhan/du-lieu.json',
  ask: (kind: string) => `/tai-khoan/du-lieu-ca-nhan/yeu-cau-moi/${kind}`,
  takeBack: (id: number) => `/tai-khoan/du-lieu-ca-nhan/yeu-cau/${id}/rut`,
  byMail: PATHS.dataByMail,
  byLetter: (token: string) => `/quyen-rieng-tu/yeu-cau/${token}`,
  fileByLetter: (token: string) => `/quyen-rieng-tu/yeu-cau/${token}/du-lieu.json`,
  all: PATHS.dataRequests,
  one: (id: number) => `/quan-tri/du-lieu-ca-nhan/${id}`,
  takeUp: (id: number) => `/quan-tri/du-lieu-ca-nhan/${id}/tiep-nhan`,
  carryOut: (id: number) => `/quan-tri/du-lieu-ca-nhan/${id}/thuc-hien`,
  extend: (id: number) => `/quan-tri/du-lieu-ca-nhan/${id}/gia-han`,
  refuse: (id: number) => `/quan-tri/du-lieu-ca-nhan/${id}/tu-choi`,
} as const;
