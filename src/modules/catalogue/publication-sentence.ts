import type { Text } from '../../kernel/text.ts';
import { gapKinds, gapNames } from './gaps.ts';

interface Known {
  readonly entries?: number | undefined;
  readonly changed?: number | undefined;
  readonly added?: number | undefined;
  readonly takenOut?: number | undefined;
  /** Entries by the advice that was left. */
  readonly advice?: Readonly<Record<string, number>> | undefined;
}

/** That an edition was published, or what an amendment did; events of amendments written before do not say so much. */
export function publicationSentence(known: Known): Text {
  const { entries = 0, changed, added = 0, takenOut = 0 } = known;
  const said: Text =
    changed === undefined
      ? { vi: `Công bố danh mục với ${entries} mục`, en: `Published the edition with ${entries} entries` }
      : {
          vi: `Công bố bản điều chỉnh: ${changed} mục đổi, ${added} mục mới, ${takenOut} mục đưa ra`,
          en: `Published the amendment: entries changed ${changed}, new ${added}, taken out ${takenOut}`,
        };
  return { vi: said.vi + adviceLeft(known, 'vi'), en: said.en + adviceLeft(known, 'en') };
}

/** `; góp ý còn lại: 3 mục thiếu kết quả, 5 mục chưa rõ quy mô`. */
function adviceLeft({ advice }: Known, language: 'vi' | 'en'): string {
  const left = gapKinds.flatMap((kind) => {
    const count = advice?.[kind] ?? 0;
    const entries = language === 'vi' ? 'mục' : 'entries with';
    return count > 0 ? [`${count} ${entries} ${gapNames[kind].label[language]}`] : [];
  });
  if (left.length === 0) return '';
  return `; ${language === 'vi' ? 'góp ý còn lại' : 'advice left'}: ${left.join(', ')}`;
}
