// Reads an answer's body within bounds: bytes on the wire, bytes decoded, their ratio, one layer of encoding.

import type { Transform } from 'node:stream';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { cutFault } from './http-faults.js';

export interface BodyBounds {
  readonly from: string;
  readonly encoding: string | undefined;
  readonly maxBytes: number;
}

/** Source: limits of DESIGN section 9. */
const MAX_WIRE_BYTES = 8 * 1024 * 1024;
const MAX_RATIO = 100;
/** Small answers may compress better than that without harm. */
const RATIO_FROM_BYTES = 1024 * 1024;

export async function readBounded(
  stream: NodeJS.ReadableStream,
  { from, encoding, maxBytes }: BodyBounds,
): Promise<Result<Uint8Array>> {
  if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity') {
    stream.on('error', () => undefined).resume();
    return fail({ kind: 'bad-reply', from, why: 'it is encoded in a way that was not asked for' });
  }
  const decoder = encoding === 'gzip' ? (await import('node:zlib')).createGunzip() : undefined;
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let wire = 0;
    let decoded = 0;
    const end = (result: Result<Uint8Array>) => {
      resolve(result);
      if (!result.ok) stopReading(stream, decoder);
    };
    const tooBig = (limitBytes: number) =>
      end(fail({ kind: 'too-big', what: `the answer of ${from}`, limitBytes }));
    const onDecoded = (chunk: Uint8Array) => {
      decoded += chunk.length;
      if (decoded > maxBytes) return tooBig(maxBytes);
      if (decoded > RATIO_FROM_BYTES && decoded > wire * MAX_RATIO) return tooBig(wire * MAX_RATIO);
      chunks.push(chunk);
    };
    const onEnd = () => end(ok(Buffer.concat(chunks)));
    stream.on('error', (error) =>
      end(fail(cutFault(error, from) ?? { kind: 'bad-reply', from, why: 'its body broke off' })),
    );
    stream.on('data', (chunk: Uint8Array) => {
      wire += chunk.length;
      if (wire > MAX_WIRE_BYTES) return tooBig(MAX_WIRE_BYTES);
      if (decoder === undefined) onDecoded(chunk);
      else if (!decoder.write(chunk)) {
        stream.pause();
        decoder.once('drain', () => stream.resume());
      }
    });
    stream.on('end', () => (decoder === undefined ? onEnd() : decoder.end()));
    decoder?.on('data', onDecoded);
    decoder?.on('end', onEnd);
    decoder?.on('error', () => end(fail({ kind: 'bad-reply', from, why: 'its compressed body is damaged' })));
  });
}

/** A connection whose answer was not read to its end is of no more use. */
function stopReading(stream: NodeJS.ReadableStream, decoder: Transform | undefined): void {
  decoder?.destroy();
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
}
