/** What boards can be taken along from, by its name in addresses; `table`: there is no drawing of it. */
export const boardCharts = {
  'tinh-trang': 'chart',
  'don-vi': 'table',
  phan: 'table',
  thang: 'chart',
  han: 'chart',
  lich: 'chart',
  'ban-do': 'chart',
  'chi-tieu': 'table',
  'mot-chi-tieu': 'chart',
} as const;
export type BoardChartKey = keyof typeof boardCharts;
