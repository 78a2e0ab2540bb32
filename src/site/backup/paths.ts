export const backupPaths = {
  show: '/quan-tri/sao-luu',
  now: '/quan-tri/sao-luu/ngay',
  rehearse: '/quan-tri/sao-luu/dien-tap',
} as const;
