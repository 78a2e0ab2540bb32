import { followingPage } from '../../../ui/follow-links.tsx';

/** Addresses of following, without the language prefix. */
export const followingPaths = {
  follow: followingPage,
  confirm: (token: string) => `/theo-doi/xac-nhan/${token}`,
  byAddress: (token: string) => `/theo-doi/dia-chi/${token}`,
  stopByAddress: (token: string) => `/theo-doi/dia-chi/${token}/thoi`,
  stopAllByAddress: (token: string) => `/theo-doi/dia-chi/${token}/thoi-tat-ca`,
  mine: '/tai-khoan/theo-doi',
  stopMine: '/tai-khoan/theo-doi/thoi',
  stopAllMine: '/tai-khoan/theo-doi/thoi-tat-ca',
} as const;
