// A file that a command was given, as text. Reads only.

import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { readBytes } from '../files/own-files.js';

export function readTextFile(path: string, limitBytes: number): Result<string> {
  const bytes = readBytes(path, limitBytes);
  if (!bytes.ok) return bytes;
  return bytes.value === undefined
    ? fail({ kind: 'missing', target: path })
    : ok(bytes.value.toString('utf8'));
}

const SECRET_BYTES = 4096;

export interface SecretSource {
  readStdin(): Promise<string>;
  readonly stdinIsTerminal?: boolean;
  readonly stderr: { write(text: string): void };
}

/** One line; from standard input where no file is named, which a person at a terminal is told. */
export async function readSecret(file: string | undefined, source: SecretSource): Promise<Result<string>> {
  if (file === undefined && source.stdinIsTerminal === true)
    source.stderr.write('Paste the enrollment secret, then press Enter and Ctrl-D (or use --secret-file):\n');
  const text = file === undefined ? ok(await source.readStdin()) : readTextFile(file, SECRET_BYTES);
  if (!text.ok) return text;
  const secret = text.value.trim();
  if (secret === '' || secret.length > SECRET_BYTES || /[\s\p{Cc}]/u.test(secret))
    return fail({
      kind: 'bad-reply',
      from: file ?? 'standard input',
      why: 'expected the enrollment secret, one line (give it with --secret-file or on standard input)',
    });
  return ok(secret);
}
