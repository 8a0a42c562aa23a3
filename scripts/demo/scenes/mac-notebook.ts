// Scene: the Mac. What only a configuration profile can set waits for one; Holdfast writes it, somebody installs it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStatus, readWhy } from '../answers.js';
import { MAC_SETTINGS } from '../cast.js';
import type { Stage } from '../stage.js';

export async function macNotebook({ page, checks, mac, paths }: Stage): Promise<void> {
  page.chapter('On the Mac: what only a profile can set');
  const waiting = (await readStatus(mac)).settings.filter(({ reason }) => reason === 'needs-profile');
  page.say(`Set by its command line or left to a profile: ${waiting.length} settings wait for one.`);
  page.output(waiting.map(({ name }) => name).join('\n'));
  const before = await readWhy(mac, MAC_SETTINGS.statusMenu);
  checks.equal(
    'Such a setting is not told as failed, and not as in force',
    [before.state, before.reason?.code],
    ['notApplicable', 'needs-profile'],
  );

  const files = readdirSync(paths.samples).filter((file) => /^macos-.*\.json$/.test(file));
  const out = ['--out', paths.profile];
  const made = await mac.showTyped(
    ['profile', join(paths.samples, 'macos-*.json'), ...out],
    ['profile', ...files.sort().map((file) => join(paths.samples, file)), ...out],
  );
  checks.equal('The profile is written: exit code 0', made.exitCode, 0);
  mac.machine.installProfile(readFileSync(paths.profile, 'utf8'));
  page.say(`Somebody installs ${paths.profile} on the Mac, which takes it as valid.`);

  const { exitCode } = await mac.show('sync');
  const after = await readWhy(mac, MAC_SETTINGS.statusMenu);
  checks.equal(
    'It is in force, and who holds it is said: a profile',
    [exitCode, after.state, after.reason?.code],
    [0, 'compliant', 'profile-managed'],
  );
  const { settings, counts } = await readStatus(mac);
  checks.equal(
    `No setting waits any more: all ${settings.length} are compliant`,
    [waiting.length > 0, settings.some(({ reason }) => reason === 'needs-profile'), counts.compliant],
    [true, false, settings.length],
  );
}
