// What the agent says of itself, in answers of many of its versions on both systems: read by the real parsers into what
// probes, tags and posture rest on. Layouts that nobody has seen yet are invented.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AgentWord } from '../../../platform/linux/agent-word.js';
import { askAgent } from '../../../platform/linux/agent-word.js';
import { MDATP_PATHS } from '../../../platform/linux/mdatp.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { printing } from '../../support/refusing-host.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const { signal } = new AbortController();
const ask = (text: string) =>
  askAgent(printing(createSimulatedLinux(), { '/usr/bin/mdatp': text }), MDATP_PATHS, signal);

const ORGANISATION = '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5';

const SAID: readonly (readonly [string, Partial<AgentWord>])[] = [
  [
    'health-101.23052-first-of-the-channel.json',
    {
      version: '101.23052.0009',
      licensed: true,
      organisation: ORGANISATION,
      managedBy: { is: 'unsaid' },
      managed: [],
      tags: [],
      signatureVersion: '1.389.2.0',
      signaturesAt: 1_685_610_000_000,
      realTime: true,
      passive: false,
      tamperProtected: false,
    },
  ],
  [
    'health-101.23062.json',
    {
      managedBy: { is: 'nobody' },
      managed: [
        'behaviorMonitoring',
        'cloudDiagnosticEnabled',
        'passiveModeEnabled',
        'realTimeProtectionEnabled',
      ],
    },
  ],
  [
    'health-101.24042-tag-and-channel.json',
    {
      managedBy: { is: 'named', name: 'MDE' },
      managed: ['passiveModeEnabled', 'realTimeProtectionEnabled'],
      tags: [{ key: 'GROUP', value: 'MDE-Management' }],
      tagsManaged: false,
      tamperProtected: false,
    },
  ],
  [
    'health-101.24112-not-onboarded.txt',
    { licensed: false, organisation: null, realTime: false, passive: true },
  ],
  [
    'health-101.25082-managed-tags.json',
    { tags: [{ key: 'GROUP', value: 'orchard' }], tagsManaged: true, managed: [], tamperProtected: true },
  ],
  // A date in the words of a language is not read, and a word that is not known tells nothing.
  [
    'health-101.26042-level-only.json',
    {
      signaturesAt: null,
      realTime: false,
      passive: false,
      tamperProtected: null,
      managed: ['antivirusEnforcementLevel'],
    },
  ],
  [
    'health-101.26062-new-forms.json',
    {
      managedBy: { is: 'odd' },
      tags: null,
      signaturesAt: null,
      realTime: true,
      passive: false,
      tamperProtected: true,
    },
  ],
  // What a tenant sets for all is no sign of a manager.
  ['health-macos-101.98.30.json', { managedBy: { is: 'unsaid' }, managed: [], tamperProtected: true }],
];

test.each(SAID)('in %s', async (name, word) => {
  expect(await ask(recorded(name))).toEqual({ is: 'word', word: expect.objectContaining(word) });
});

test.each(['', 'ok', '{}', '[]', 'null', '{"appVersion":', '{"error":"busy"}', 'healthy : true\n'])(
  'the answer %j says nothing',
  async (text) => {
    expect(await ask(text)).toMatchObject({ is: 'silent', fault: { kind: 'bad-reply' } });
  },
);

test('what is kept between surveys survives being stored', async () => {
  const answer = await ask(recorded('health-101.24042-tag-and-channel.json'));
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
});
