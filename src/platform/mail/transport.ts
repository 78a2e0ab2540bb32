import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import type { Installation } from '../installation.ts';

/** One letter to one address, ready to go. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where it comes back to if it cannot be delivered; null: to the sender's address. */
  readonly returnAddress: string | null;
  /** Stays the same when it is sent again: then mail programs show it once. */
  readonly messageId: string;
  readonly language: string;
  /** Where a mail program stops the topic with one click (RFC 8058); null where nothing can be stopped. */
  readonly stopAddress: string | null;
}

export interface Transport {
  /** Throws what the mail server answered. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** Connections at once; most mail servers allow an installation no more. */
const connections = 3;
/** Milliseconds for a server to answer. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

export function openTransport(config: Config, installation: Installation, smtpUrl: string): Transport {
  const server = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connections,
    ...patience,
    // what is sent is made here: nothing in it may lead to a file or an address
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const from = {
    name: installation.place ? `Nhịp Cầu ${installation.place}` : 'Nhịp Cầu',
    address: config.mailFrom,
  };
  return {
    async send({ to, subject, text, html, returnAddress, messageId, language, stopAddress }) {
      await server.sendMail({
        from,
        // as an object: an address is never read apart for more of them
        to: { name: '', address: to },
        ...(installation.email
          ? { replyTo: { name: installation.operator, address: installation.email } }
          : {}),
        ...{ subject, text, html, messageId },
        ...(returnAddress ? { envelope: { from: returnAddress, to } } : {}),
        headers: {
          'content-language': language,
          'auto-submitted': 'auto-generated',
          ...(stopAddress
            ? {
                'list-unsubscribe': `<${stopAddress}>`,
                'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
              }
            : {}),
        },
      });
    },
    close: () => server.close(),
  };
}
