// Whom a Mac's files may belong to. Real files in a fresh folder; groups can be given away by root only.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { macRules } from '../../../../platform/macos/mac-rules.js';
import { posixRules } from '../../../../platform/posix-rules.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-mac-rules-'));
  mkdirSync(join(root, 'Applications'));
  writeFileSync(join(root, 'Applications', 'tool'), '', { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true }));

const question = () => ({ path: join(root, 'Applications', 'tool'), root, name: '/Applications/tool' });

test.runIf(process.getuid?.() === 0)(
  'a folder of the group admin is an administrator’s on a Mac only',
  () => {
    chownSync(join(root, 'Applications'), 0, 80);
    chmodSync(join(root, 'Applications'), 0o775);
    expect(macRules.distrust(question())).toBeUndefined();
    expect(posixRules.distrust(question())).toMatchObject({ kind: 'unsafe' });
  },
);

test.runIf(process.getuid?.() === 0)(
  'a folder of another group, or of a user, is nobody’s to run from',
  () => {
    chownSync(join(root, 'Applications'), 0, 20);
    chmodSync(join(root, 'Applications'), 0o775);
    expect(macRules.distrust(question())).toMatchObject({ kind: 'unsafe' });
    chownSync(join(root, 'Applications'), 501, 80);
    expect(macRules.distrust(question())).toMatchObject({ kind: 'unsafe' });
  },
);

test('a folder that everybody can write to is not trusted', () => {
  chmodSync(join(root, 'Applications'), 0o777);
  expect(macRules.distrust(question())).toMatchObject({ kind: 'unsafe' });
});
