// Scene: what all this was shown on, and what it was not. The last word of the demo.

import { readStatus } from '../answers.js';
import type { Stage } from '../stage.js';

const VERIFIED: readonly (readonly [on: string, what: string])[] = [
  ['here, simulated', 'the three machines and their Defender, written from the public documentation'],
  ['here, real', 'the service, HTTP, SQLite, the agent with its adapters, files of this machine'],
  ['on a real registry', "the Windows adapter on Wine's registry and reg.exe: npm run test:real"],
  ['on a real system', 'the Linux host: files, owners, processes, kill -9: npm run test:real'],
  ['on no real system', 'Windows itself, macOS itself, Defender for Endpoint itself on any system'],
];

export async function whatWasVerified({ page, checks, service, device, windows, mac }: Stage): Promise<void> {
  page.chapter('What was verified on what');
  page.table(['WHERE', 'WHAT'], VERIFIED);
  page.say('More of it is in docs/verified.md.');
  const statuses = await Promise.all([device, windows, mac].map(readStatus));
  checks.equal(
    'No result above comes from a real Windows, macOS or Defender: each device says that it is simulated',
    statuses.map(({ simulated }) => simulated),
    [true, true, true],
  );
  checks.equal(
    'To its end the service has logged no error, and the daemon neither',
    [service.errors(), device.errors()],
    [[], []],
  );
}
