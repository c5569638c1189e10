import type { Download } from './http.ts';
import type { PictureAnswer } from './provider.ts';

/**
 * What the answer to a request for a picture means. A redirect is for the adapter to follow where it may;
 * one that gets here leads elsewhere.
 */
export function pictureAnswer(
  answer: Download,
  waitAfter: (headers: Headers) => number | undefined,
): PictureAnswer {
  if (answer.kind === 'too-large') return { kind: 'refused', why: 'too-large' };
  if (answer.kind !== 'answer') return { kind: 'later' };
  const { status, headers, body } = answer;
  if (status === 200) return { kind: 'bytes', bytes: body };
  if (status === 404 || status === 410) return { kind: 'refused', why: 'gone' };
  if (status >= 300 && status < 400) return { kind: 'refused', why: 'elsewhere' };
  const afterMs = waitAfter(headers);
  return { kind: 'later', ...(afterMs === undefined ? {} : { afterMs }) };
}
