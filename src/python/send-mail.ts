import { askService } from "./services.ts";

/** An e-mail, as `django.core.mail.EmailMultiAlternatives` takes it. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  /** The same as HTML. */
  readonly html?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly replyTo?: readonly string[];
  /** Default: DEFAULT_FROM_EMAIL. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly filename: string;
  readonly content: string | Uint8Array;
  /** Default: by the file's name. */
  readonly mimetype?: string;
}

/**
 * Sends an e-mail by the project's EMAIL_BACKEND (`django.core.mail`). In a handler it is best sent after the response:
 * `background(sendMail, { ... })`.
 *
 * ```ts
 * await sendMail({ subject: "Your order", text: "It is on its way.", to: [customer.email] });
 * ```
 *
 * @returns how many were sent: 1, or 0 when there is nobody to send it to
 * @throws PythonError what the backend raised
 */
export function sendMail(mail: Mail): Promise<number> {
  const { text, from, replyTo, ...rest } = mail;
  return askService<number>("send_mail", [{ ...rest, body: text, from_email: from, reply_to: replyTo }]);
}
