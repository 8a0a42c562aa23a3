// What gives no answer, or half a one, on a Windows machine: unknown with the reason, never compliant.
import { describe, expect, test } from 'vitest';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import {
  createWindowsDevice,
  RULES_ROW,
  firewallRules as rules,
  windowsRow,
} from '../../../support/windows-rows.js';

const DEFENDER = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const ARCHIVES = windowsRow('_allowarchivescanning');
const PATHS = windowsRow('_excludedpaths');
const FIREWALL_ON = windowsRow('_publicprofile_enablefirewall');
const NO_READER = windowsRow('_archivemaxdepth');

describe('no answer is never compliant', () => {
  const silent = (break_: (machine: SimulatedWindows) => void) => {
    const device = createWindowsDevice();
    break_(device.machine);
    return device.pass([
      [ARCHIVES, true],
      [PATHS, ['C:\\a']],
      [FIREWALL_ON, true],
      [RULES_ROW, rules(1)],
    ]);
  };

  test.each<readonly [string, (machine: SimulatedWindows) => void, string]>([
    [
      'a stub that ends well and says nothing',
      (machine) => machine.setFaults({ powershellSays: '' }),
      'said nothing',
    ],
    [
      'constrained language',
      (machine) => machine.setFaults({ constrainedLanguage: true }),
      'ConstrainedLanguage',
    ],
    ['half an answer', (machine) => machine.setFaults({ powershellSays: '{"languageMode":"Full' }), 'JSON'],
    ['another program', (machine) => machine.setFaults({ powershellSays: 'hello' }), 'JSON'],
    ['a script that may not run', (machine) => machine.setFaults({ powershellFailsWith: 1 }), 'exit code 1'],
    ['a shell that hangs', (machine) => machine.setFaults({ hangs: ['powershell.exe'] }), 'no answer'],
  ])('%s', async (_, break_, why) => {
    const done = await silent(break_);
    for (const row of [ARCHIVES, PATHS, FIREWALL_ON, RULES_ROW]) {
      expect(done.finding(row)?.state).toBe('unknown');
      expect(done.finding(row)?.reason?.text).toContain(why);
    }
    expect(done.wrote).toBe(false);
  });

  test('a missing cmdlet is unknown for what it shows, and only for that', async () => {
    const done = await silent((machine) => machine.setFaults({ missingCmdlets: ['Get-NetFirewallProfile'] }));
    expect(done.finding(FIREWALL_ON)?.state).toBe('unknown');
    expect(done.finding(RULES_ROW)?.state).toBe('remediated');
    expect(done.finding(ARCHIVES)?.state).toBe('remediated');
  });

  test('a registry that cannot be read is unknown, and nothing is written there', async () => {
    const done = await silent((machine) => machine.setFaults({ unreadableKeys: [DEFENDER] }));
    expect(done.finding(ARCHIVES)).toMatchObject({ state: 'unknown', reason: { code: 'read-failed' } });
    expect(done.finding(FIREWALL_ON)?.state).toBe('remediated');
  });

  test('exclusions that the reader may not see are not taken for none', async () => {
    const done = await silent((machine) => machine.setFaults({ readerIs: 'user' }));
    expect(done.finding(PATHS)?.state).toBe('unknown');
  });

  test('a value that nothing shows is unverifiable, with what was written', async () => {
    const device = createWindowsDevice();
    const done = await device.pass([[NO_READER, 3]]);
    expect(done.finding(NO_READER)).toMatchObject({
      state: 'unknown',
      reason: { code: 'unverifiable' },
      written: { value: 3 },
    });
  });
});
