// The built service program, read by somebody who stops reading: `holdfast-service report | head`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtPrograms } from '../../support/holdfast-programs.js';

const programs = builtPrograms(join(import.meta.dirname, '../../../dist'));

test('a reader that has gone away is no failure: no stack trace, exit code 0', async () => {
  const child = spawn(programs.node, [programs.service, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const [code] = await once(child, 'close');
  expect(Buffer.concat(errors).toString()).toBe('');
  expect(code).toBe(0);
});
