import { addDays, daysBetween, type LocalDate } from './dates.ts';

/**
 * The Vietnamese lunar calendar: months begin on the day of the new moon in Vietnam (UTC+7), the eleventh month holds the
 * winter solstice, and a year of thirteen months repeats the first month without a principal solar term. New moon and sun
 * after J. Meeus, Astronomical Algorithms (1998); good to minutes, and checked by working-days.test.ts.
 */

/** The first new moon of the twentieth century, from which new moons are counted, and their mean distance in days. */
const firstNewMoon = 2_415_021.076998695;
const month = 29.530588853;
/** The number of the day 1970-01-01 in the count of Julian days. */
const epoch = 2_440_588;
const zone = 7 / 24;
const degrees = Math.PI / 180;

const firstDay = '1970-01-01' as LocalDate;

/** The day of a lunar month that is no leap month, in the lunar year that begins in this year. */
export function lunarDay(year: number, lunarMonth: number, day: number): LocalDate {
  const before = eleventhMonth(lunarMonth < 11 ? year - 1 : year);
  const after = eleventhMonth(lunarMonth < 11 ? year : year + 1);
  const k = Math.floor(0.5 + (before - firstNewMoon) / month);
  const inOrder = (lunarMonth + 1) % 12;
  const late = after - before > 365 && inOrder >= leapMonth(k) ? 1 : 0;
  return addDays(firstDay, newMoonDay(k + inOrder + late) + day - 1 - epoch);
}

function julianDay(date: string): number {
  return daysBetween(firstDay, date as LocalDate) + epoch;
}

/** The first day of the lunar month in which the winter solstice of this year lies. */
function eleventhMonth(year: number): number {
  const k = Math.floor((julianDay(`${year}-12-31`) - firstNewMoon) / month);
  const day = newMoonDay(k);
  return solarTerm(day) >= 9 ? newMoonDay(k - 1) : day;
}

/** How many months after the eleventh the first one without a principal term comes, in a year of thirteen. */
function leapMonth(k: number): number {
  let before = -1;
  for (let i = 1; i < 14; i += 1) {
    const term = solarTerm(newMoonDay(k + i));
    if (term === before) return i - 1;
    before = term;
  }
  return 13;
}

/** The day in Vietnam on which the k-th new moon falls. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const sin = (angle: number) => Math.sin(angle * degrees);
  const mean = 2_415_020.75933 + 29.53058868 * k + (0.0001178 - 0.000000155 * t) * t * t;
  const sun = 359.2242 + 29.10535608 * k - (0.0000333 + 0.00000347 * t) * t * t;
  const moon = 306.0253 + 385.81691806 * k + (0.0107306 + 0.00001236 * t) * t * t;
  const node = 21.2964 + 390.67050646 * k - (0.0016528 + 0.00000239 * t) * t * t;
  const exact =
    mean +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t * t) +
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  // the clock's time lags behind that of the moon's motion, by less than two minutes within these centuries
  const lag = -0.000278 + (0.000265 + 0.000262 * t) * t;
  return Math.floor(exact - lag + 0.5 + zone);
}

/** In which twelfth of its circle the sun stands at the beginning of the day: 9 from the winter solstice on. */
function solarTerm(day: number): number {
  const t = (day - 0.5 - zone - 2_451_545) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - (0.0001559 + 0.00000048 * t) * t * t;
  const sin = (angle: number) => Math.sin(angle * degrees);
  const longitude =
    280.46645 +
    36_000.76983 * t +
    0.0003032 * t * t +
    (1.9146 - (0.004817 + 0.000014 * t) * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}
