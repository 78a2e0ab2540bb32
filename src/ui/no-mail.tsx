import { isNamed } from '../kernel/operator.ts';
import type { Installation } from './layout.tsx';
import { Notice } from './notice.tsx';
import type { Lang } from './texts/texts.ts';
import { defineTexts } from './texts/texts.ts';

const noMailTexts = defineTexts(
  {
    ask: (operator: string) => `Liên hệ ${operator}:`,
    askUnnamed: 'Liên hệ nơi vận hành hệ thống này:',
    noWay:
      'Nơi vận hành chưa ghi cách liên hệ trong hệ thống. Hãy hỏi cơ quan đã giới thiệu địa chỉ này cho bạn.',
    phone: 'điện thoại',
    email: 'e-mail',
    address: 'địa chỉ',
  },
  {
    ask: (operator: string) => `Whom to ask: ${operator}:`,
    askUnnamed: 'Whom to ask: whoever runs this system:',
    noWay: 'No way to reach whoever runs this system is written here. Ask the agency that told you of it.',
    phone: 'telephone',
    email: 'e-mail',
    address: 'address',
  },
);

/** Letters reach nobody from here: what that means for whoever waits for one, and whom to call. */
export function NoMail(props: {
  readonly lang: Lang;
  readonly installation: Installation;
  readonly text: string;
}) {
  const { lang, installation, text } = props;
  const { operator, phone, email, address } = installation;
  const t = noMailTexts(lang);
  const inOwn = lang === 'vi' ? undefined : 'vi';
  const ways = [
    phone && {
      label: t.phone,
      way: <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>,
    },
    email && { label: t.email, way: <a href={`mailto:${email}`}>{email}</a> },
    address && { label: t.address, way: <span lang={inOwn}>{address}</span> },
  ].filter((way) => way !== undefined && way !== '');
  return (
    <Notice lang={lang} kind="warning">
      <p>{text}</p>
      {ways.length === 0 ? (
        <p>{t.noWay}</p>
      ) : (
        <>
          <p lang={isNamed(operator) ? inOwn : undefined}>
            <strong>{isNamed(operator) ? t.ask(operator) : t.askUnnamed}</strong>
          </p>
          <ul>
            {ways.map(({ label, way }) => (
              <li key={label}>
                {label}: {way}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
