/** Addresses of the directory's pages, without the language prefix. */
export const directoryPaths = {
  administration: '/quan-tri',
  organisations: '/quan-tri/co-quan',
  organisationsFile: '/quan-tri/co-quan.csv',
  newOrganisation: '/quan-tri/co-quan/them',
  organisation: (code: string) => `/quan-tri/co-quan/${encodeURIComponent(code)}`,
  editOrganisation: (code: string) => `/quan-tri/co-quan/${encodeURIComponent(code)}/sua`,
  endOrganisation: (code: string) => `/quan-tri/co-quan/${encodeURIComponent(code)}/cham-dut`,
  accounts: '/quan-tri/tai-khoan',
  newAccount: '/quan-tri/tai-khoan/them',
  account: (id: number) => `/quan-tri/tai-khoan/${id}`,
  editAccount: (id: number) => `/quan-tri/tai-khoan/${id}/sua`,
  grantRole: (id: number) => `/quan-tri/tai-khoan/${id}/giao-vai-tro`,
  revokeRole: (id: number, grantId: number) => `/quan-tri/tai-khoan/${id}/vai-tro/${grantId}/thu-hoi`,
  resetPassword: (id: number) => `/quan-tri/tai-khoan/${id}/mat-khau`,
  closeAccount: (id: number) => `/quan-tri/tai-khoan/${id}/dong`,
  reopenAccount: (id: number) => `/quan-tri/tai-khoan/${id}/mo-lai`,
  endSessions: (id: number) => `/quan-tri/tai-khoan/${id}/phien/ket-thuc`,
  endSession: (id: number, sessionId: number) => `/quan-tri/tai-khoan/${id}/phien/${sessionId}/ket-thuc`,
  signIn: '/dang-nhap',
  secondStep: '/dang-nhap/buoc-hai',
  signInByPasskey: '/dang-nhap/khoa-truy-cap',
  signOut: '/dang-xuat',
  forgotten: '/quen-mat-khau',
  resetByLetter: (token: string) => `/dat-lai-mat-khau/${token}`,
  mine: '/tai-khoan',
  myPassword: '/tai-khoan/mat-khau',
  delegate: '/tai-khoan/uy-quyen',
  endMyDelegation: (delegationId: number) => `/tai-khoan/uy-quyen/${delegationId}/ket-thuc`,
  delegateFor: (id: number) => `/quan-tri/tai-khoan/${id}/uy-quyen`,
  endDelegation: (id: number, delegationId: number) =>
    `/quan-tri/tai-khoan/${id}/uy-quyen/${delegationId}/ket-thuc`,
  mySessions: '/tai-khoan/phien',
  mySignIns: '/tai-khoan/dang-nhap',
  factors: '/tai-khoan/xac-thuc-hai-buoc',
  totp: '/tai-khoan/xac-thuc-hai-buoc/ung-dung',
  removeTotp: '/tai-khoan/xac-thuc-hai-buoc/ung-dung/go',
  passkeys: '/tai-khoan/xac-thuc-hai-buoc/khoa',
  removePasskey: (id: number) => `/tai-khoan/xac-thuc-hai-buoc/khoa/${id}/go`,
  recoveryCodes: '/tai-khoan/xac-thuc-hai-buoc/ma-khoi-phuc',
  recoveryFile: '/tai-khoan/xac-thuc-hai-buoc/ma-khoi-phuc.txt',
  resetFactors: (id: number) => `/quan-tri/tai-khoan/${id}/hai-buoc`,
  endMySession: (sessionId: number) => `/tai-khoan/phien/${sessionId}/ket-thuc`,
  endMyOtherSessions: '/tai-khoan/phien/ket-thuc-khac',
  desk: '/ban-lam-viec',
  register: '/dang-ky',
  registerAs: (kind: string) => `/dang-ky/${kind}`,
  confirmRegistration: (token: string) => `/dang-ky/xac-nhan/${token}`,
  privacy: '/quyen-rieng-tu',
  myRegistration: '/tai-khoan/dang-ky',
  registrations: '/ban-lam-viec/dang-ky',
  registration: (id: number) => `/ban-lam-viec/dang-ky/${id}`,
  acceptRegistration: (id: number) => `/ban-lam-viec/dang-ky/${id}/chap-nhan`,
  askRegistration: (id: number) => `/ban-lam-viec/dang-ky/${id}/hoi-them`,
  refuseRegistration: (id: number) => `/ban-lam-viec/dang-ky/${id}/tu-choi`,
  myOrganisations: '/to-chuc',
  myOrganisation: (code: string) => `/to-chuc/${encodeURIComponent(code)}`,
  editProfile: (code: string) => `/to-chuc/${encodeURIComponent(code)}/sua`,
  invite: (code: string) => `/to-chuc/${encodeURIComponent(code)}/moi`,
  withdrawInvitation: (code: string, id: number) =>
    `/to-chuc/${encodeURIComponent(code)}/loi-moi/${id}/thu-hoi`,
  member: (code: string, id: number) => `/to-chuc/${encodeURIComponent(code)}/thanh-vien/${id}`,
  memberRole: (code: string, id: number) => `/to-chuc/${encodeURIComponent(code)}/thanh-vien/${id}/quyen`,
  removeMember: (code: string, id: number) => `/to-chuc/${encodeURIComponent(code)}/thanh-vien/${id}/dua-ra`,
  offerOwner: (code: string, id: number) => `/to-chuc/${encodeURIComponent(code)}/thanh-vien/${id}/ban-giao`,
  answerOffer: (code: string) => `/to-chuc/${encodeURIComponent(code)}/nhan-ban-giao`,
  leaveOrganisation: (code: string) => `/to-chuc/${encodeURIComponent(code)}/roi`,
  appointOwner: (code: string) => `/to-chuc/${encodeURIComponent(code)}/chi-dinh`,
  invitation: (token: string) => `/loi-moi/${token}`,
  changeEmail: '/tai-khoan/e-mail',
  emailChange: (token: string) => `/doi-e-mail/${token}`,
} as const;

/** A path with the parts of its query that say something; lists repeat their name. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | readonly string[] | number | null>>,
): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = value === null ? [] : Array.isArray(value) ? value : [String(value)];
    for (const one of values) if (one !== '') parts.append(name, one);
  }
  const text = parts.toString();
  return text === '' ? path : `${path}?${text}`;
}
