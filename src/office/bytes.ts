import { toUnicodeVietnamese, vietnameseScore } from './legacy-encodings.ts';

/** Text of a plain file, whatever it was saved in: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI. */
export interface DecodedText {
  text: string;
  /** Said to the reader when the text had to be converted. */
  converted: string | null;
}

export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const wide = wideEncoding(bytes);
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), converted: null };
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) return converted(utf8);
  return bestOfOldEncodings(bytes, declared);
}

function converted(text: string): DecodedText {
  const readable = toUnicodeVietnamese(text);
  return { text: readable.text, converted: readable.from };
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: in Vietnamese text at least every third character (spaces, plain letters) has a zero byte.
  const sample = bytes.subarray(0, 4096);
  if (sample.length < 8) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let place = 0; place < sample.length; place += 1) {
    if (sample[place] !== 0) continue;
    if (place % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  const third = sample.length / 6;
  if (oddZeros > third && evenZeros < oddZeros / 8) return 'utf-16le';
  if (evenZeros > third && oddZeros < evenZeros / 8) return 'utf-16be';
  return null;
}

function bestOfOldEncodings(bytes: Uint8Array, declared: string | null): DecodedText {
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte));
  const asLatin = toUnicodeVietnamese(latin.join(''));
  const candidates: DecodedText[] = [
    { text: new TextDecoder('windows-1258').decode(bytes).normalize('NFC'), converted: 'Windows-1258' },
    { text: asLatin.text, converted: asLatin.from },
    { text: new TextDecoder('utf-8').decode(bytes), converted: null },
  ];
  if (declared !== null && !/utf/iu.test(declared)) {
    try {
      candidates.unshift({ text: new TextDecoder(declared).decode(bytes), converted: declared });
    } catch {
      // An unknown name in the file says nothing; the trial above decides.
    }
  }
  let best = candidates[0] ?? { text: '', converted: null };
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const lost = candidate.text.match(/\ufffd/gu)?.length ?? 0;
    const score = vietnameseScore(candidate.text) - 2 * lost;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}
