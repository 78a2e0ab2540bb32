/** Addresses of the pages of letters, without the language prefix. */
export const notificationPaths = {
  mine: '/tai-khoan/thu',
  letter: (id: number) => `/tai-khoan/thu/${id}`,
  stop: (token: string) => `/thu/ngung/${token}`,
  following: '/tai-khoan/theo-doi',
  desk: '/ban-lam-viec',
} as const;
