// What programs of Windows are given: nothing that another account can put there.
import { expect, test } from 'vitest';
import { windowsSurroundings } from '../../../../platform/windows/surroundings.js';

const WORK = 'C:\\ProgramData\\Holdfast\\state\\work';

test('programs and modules are looked for in folders of Windows alone, temporary files go to the given folder', () => {
  const { environment, folder, need } = windowsSurroundings(WORK);
  const searched = `${environment['PATH']};${environment['PSModulePath']}`.split(';');
  for (const path of [...searched, folder]) expect(path).toMatch(/^C:\\Windows(?:\\System32\b.*)?$/);
  expect([environment['TEMP'], environment['TMP']]).toEqual([WORK, WORK]);
  expect(need).toBe('administrator');
});

test('these variables are given and no other: no proxy, no locale, nothing of Node', () => {
  expect(Object.keys(windowsSurroundings(WORK).environment).sort()).toEqual([
    'PATH',
    'PATHEXT',
    'PSModulePath',
    'SystemDrive',
    'SystemRoot',
    'TEMP',
    'TMP',
    'windir',
  ]);
});
