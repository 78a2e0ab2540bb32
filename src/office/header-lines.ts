/** Parts of an official document's head that a copy or a scan ran together on one line. */

const MOTTO =
  '(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\\s?[-–]\\s?Tự do\\s?[-–]\\s?Hạnh phúc|ĐẢNG CỘNG SẢN VIỆT NAM)';
const JOINTS = [
  new RegExp(`(?<=\\S)\\s+(?=${MOTTO})`, 'gu'),
  new RegExp(`(?<=${MOTTO})\\s+(?=\\S)`, 'gu'),
  // After an agency, a motto or the Party's star: the number.
  /(?<=[\p{Lu}*-])\s+(?=Số\s?:?\s?[\d./…_\s]*[-–/]\s?\p{Lu})/gu,
  // After the number: place and date.
  /(?<=[/-]\p{Lu}[\p{Lu}\p{Ll}&.-]*)\s+(?=\p{Lu}\p{Ll}[\p{L} ]{1,30},\s?ngày)/gu,
];

const MOST_CHARACTERS = 400;

/** The lines a run-together line of the head stands for; any other line comes back alone. */
export function headLines(text: string): string[] {
  if (text.length > MOST_CHARACTERS || !HEAD.test(text)) return [text];
  let joined = text;
  for (const joint of JOINTS) joined = joined.replace(joint, '\n');
  return joined.split('\n');
}

const HEAD = new RegExp(`${MOTTO}|^[\\p{Lu}\\s*-]+\\sSố\\s|^Số\\s?:?.{3,60},\\s?ngày`, 'u');
