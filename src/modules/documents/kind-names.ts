import type { Text } from '../../kernel/text.ts';
import type { DocumentKind } from '../../office/index.ts';

/** Kinds of official documents (Decree 30/2020/NĐ-CP, Party rules) in words. */
export const kindNames: Readonly<Record<DocumentKind, Text>> = {
  law: { vi: 'Luật', en: 'Law' },
  resolution: { vi: 'Nghị quyết', en: 'Resolution' },
  decree: { vi: 'Nghị định', en: 'Decree' },
  circular: { vi: 'Thông tư', en: 'Circular' },
  directive: { vi: 'Chỉ thị', en: 'Directive' },
  decision: { vi: 'Quyết định', en: 'Decision' },
  programme: { vi: 'Chương trình', en: 'Programme' },
  plan: { vi: 'Kế hoạch', en: 'Plan' },
  notice: { vi: 'Thông báo', en: 'Notice' },
  letter: { vi: 'Công văn', en: 'Official letter' },
  submission: { vi: 'Tờ trình', en: 'Submission' },
  report: { vi: 'Báo cáo', en: 'Report' },
  minutes: { vi: 'Biên bản', en: 'Minutes' },
  regulation: { vi: 'Quy chế, quy định', en: 'Regulation' },
  conclusion: { vi: 'Kết luận', en: 'Conclusion' },
  contract: { vi: 'Hợp đồng', en: 'Contract' },
  other: { vi: 'Văn bản', en: 'Document' },
};

/** Words for one document of the kind: what its symbol tells apart where the kind does not. */
const bySymbol: Readonly<Record<string, Text>> = {
  QC: { vi: 'Quy chế', en: 'Regulation' },
  QyĐ: { vi: 'Quy định', en: 'Regulation' },
  QĐi: { vi: 'Quy định', en: 'Regulation' },
  HD: { vi: 'Hướng dẫn', en: 'Guidance' },
  ĐA: { vi: 'Đề án', en: 'Scheme' },
  CĐ: { vi: 'Công điện', en: 'Urgent message' },
};

export function kindNameOf(document: { readonly kind: DocumentKind; readonly symbol: string | null }): Text {
  const general = kindNames[document.kind];
  if (document.kind !== 'regulation' && document.kind !== 'other') return general;
  const first = document.symbol?.split(/[-/]/)[0] ?? '';
  return bySymbol[first] ?? (document.kind === 'regulation' ? { vi: 'Quy định', en: 'Regulation' } : general);
}
