// Entry of the worker thread: one task in, one answer out. Its own bundle, beside the server's.
import { parentPort } from 'node:worker_threads';
import type { Envelope } from './classify.ts';
import { readMail, sanitiseTask, type Reading, type SanitiseTask } from './reading.ts';

export type Task = { raw: Uint8Array; envelope: Envelope } | { sanitise: SanitiseTask };

parentPort?.on('message', (task: Task) => {
  try {
    if ('sanitise' in task) parentPort!.postMessage({ ok: true, value: sanitiseTask(task.sanitise) });
    else {
      const reading = readMail(Buffer.from(task.raw.buffer, task.raw.byteOffset, task.raw.byteLength), task.envelope);
      parentPort!.postMessage({ ok: true, value: reading }, [packFiles(reading)]);
    }
  } catch (error) {
    parentPort!.postMessage({ ok: false, reason: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown' });
  }
});

parentPort?.postMessage('loaded');

/** Moves all files into one block of memory of their own, so that it changes threads without being copied. */
function packFiles(reading: Reading): ArrayBuffer {
  const files = reading.mail.attachments;
  const block = new ArrayBuffer(files.reduce((size, file) => size + file.content.length, 0));
  let at = 0;
  for (const file of files) {
    const place = Buffer.from(block, at, file.content.length);
    file.content.copy(place);
    file.content = place;
    at += place.length;
  }
  return block;
}
