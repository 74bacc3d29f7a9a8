import { classify, mayAnswer, type Classified, type Envelope } from './classify.ts';
import { parseMail, type ParsedMail } from './parse.ts';
import { splitMail, type Reply } from './quote.ts';
import { sanitiseHtml, type SafeHtml } from './sanitise.ts';

/** All that is found out about a mail by reading it alone. */
export interface Reading {
  mail: ParsedMail;
  reply: Reply;
  classified: Classified;
  mayAnswer: boolean;
}

/** `sanitiseHtml` with its answers written down beforehand, as they travel to another thread. */
export interface SanitiseTask {
  html: string;
  /** address by content id, for the images of this mail */
  cids: Record<string, string>;
  remoteImages: 'blocked' | 'proxied';
  /** put in front of the escaped address of a remote image */
  proxyPrefix?: string;
}

/** Parses, splits and classifies a mail. Pure; the pool runs it under limits of time and memory. */
export function readMail(raw: Buffer, envelope: Envelope): Reading {
  const mail = parseMail(raw);
  return { mail, reply: splitMail(mail), classified: classify(mail, envelope), mayAnswer: mayAnswer(mail, envelope) };
}

/** Sanitises as a task says. */
export function sanitiseTask(task: SanitiseTask): SafeHtml {
  return sanitiseHtml(task.html, {
    cid: (id) => (Object.hasOwn(task.cids, id) ? task.cids[id] : undefined),
    remoteImages: task.remoteImages,
    proxy: (url) => (task.proxyPrefix ?? '') + encodeURIComponent(url),
  });
}
