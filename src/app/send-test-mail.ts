import nodemailer from 'nodemailer';

export interface TestMail { readonly host: string; readonly port: number; readonly from: string; readonly to: string; readonly subject: string; readonly text: string }

/** Hands one mail to the desk's own listener, as a customer's mail server would. Answers what the listener said. */
export async function sendTestMail({ host, port, ...mail }: TestMail): Promise<string> {
  // The listener's certificate is its own; nothing secret is said on this machine.
  const transport = nodemailer.createTransport({ host, port, secure: false, ignoreTLS: true, connectionTimeout: 5_000 });
  try {
    return (await transport.sendMail(mail)).response;
  } finally {
    transport.close();
  }
}
