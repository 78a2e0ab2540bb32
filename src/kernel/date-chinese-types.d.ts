/** What is used of date-chinese, whose own types are not found by the way it is imported. */
declare module 'date-chinese' {
  export class CalendarVietnamese {
    constructor(cycle?: number, year?: number, month?: number, leap?: boolean, day?: number);
    fromGregorian(year: number, month: number, day: number): this;
    /** Cycle, year of the cycle, month, leap, day. */
    get(): number[];
    toGregorian(year: number): { year: number; month: number; day: number };
  }
}
