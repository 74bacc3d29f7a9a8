import { htmlToText } from './html-text.ts';
import { escapeHtml } from './text-html.ts';

/** One stretch of the body in whichever forms the sender gave. */
export interface Piece {
  text?: string;
  html?: string;
}

/** The sender's plain text; null when all there is is HTML. HTML-only stretches in between are converted. */
export function piecesToPlain(pieces: Piece[]): string | null {
  return pieces.some((piece) => piece.text !== undefined) ? piecesToText(pieces) : null;
}

/** Everything readable as plain text. */
export function piecesToText(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text ?? htmlToText(piece.html ?? '')).join('\n').trimEnd();
}

/** Title of the first HTML document, '' when there is none: no mail program shows it, but some senders say something there alone. */
export function piecesTitle(pieces: Piece[]): string {
  const html = pieces.find((piece) => piece.html !== undefined)?.html ?? '';
  return htmlToText(/<title[^<>]{0,200}>([^<]{1,300})/i.exec(html.slice(0, 20_000))?.[1] ?? '');
}

/** Everything readable as HTML, plain stretches escaped in between. */
export function piecesToHtml(pieces: Piece[]): string {
  return pieces.map((piece) => piece.html ?? `<div style="white-space:pre-wrap">${escapeHtml(piece.text ?? '')}</div>`).join('\n');
}
