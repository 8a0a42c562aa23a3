// The probes of a Mac on a simulated one: what each says, on what evidence, and what each costs.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import type { ProbeRound } from '../../../../platform/linux/probe-round.js';
import { MAC_AGENT } from '../../../../platform/macos/mac-agent.js';
import { probeMac } from '../../../../platform/macos/probe.js';
import { PROFILES } from '../../../../platform/macos/read-profiles.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { MAC_MDATP } from '../../../../platform/simulated/mac-state.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import { epochMs } from '../../../../src/model/ids.js';
import { fail, ok } from '../../../../src/model/result.js';
import { mobileconfig } from '../../../support/mac-profiles.js';
import { fitOf, managerOf, rivalOf, saysOf } from '../../../support/probe-answers.js';
import { hanging, printing, refusing } from '../../../support/refusing-host.js';

const { signal } = new AbortController();
const HOUR = 3_600_000;
const start = epochMs(1_000_000 * HOUR);
const WDAV = '/Library/Managed Preferences/com.microsoft.wdav.plist';
const probe = (host: Host, previous?: ProbeRound, now = start) => probeMac(host, previous, now, signal);
const surveyOf = async (host: Host) => surveyVerdict((await probe(host)).probes);

/** `profiles` does not show what is installed. */
const refusingToShow = (machine: Host): Host => ({
  ...machine,
  run: async (program, args, options) =>
    args[0] === 'show'
      ? fail({ kind: 'timeout', what: program, afterMs: 1 })
      : machine.run(program, args, options),
});

describe('a Mac', () => {
  test('that nobody manages is free, and each thing is said once', async () => {
    const machine = createSimulatedMac();
    expect(await surveyOf(machine)).toMatchObject({ verdict: { fit: 'free' }, warnings: [] });
    const { probes } = await probe(machine);
    expect(
      probes.map((one) => (one.asks === 'manager' ? one.manager : one.asks === 'fit' ? one.case : one.asks)),
    ).toEqual([
      'intune',
      'mde-channel',
      'tenant',
      'os-not-supported',
      'os-below-floor',
      'defender-missing',
      'defender-below-floor',
      'sensor-not-onboarded',
    ]);
    expect(probes.filter((one) => one.asks === 'fit' && one.answer !== 'no')).toEqual([]);
  });

  test("without the agent is free, whatever a user lays in the place of the agent's link", async () => {
    const machine = createSimulatedMac();
    const [app, link] = MAC_AGENT.paths;
    const planted = { type: 'file', mode: 0o755, uid: 501, gid: 20, size: 1, modifiedMs: 1 } as const;
    const host: Host = {
      ...machine,
      stat: async (path) =>
        path === app
          ? ok(undefined)
          : path === link
            ? ok({ ...planted, trustedOwner: false })
            : machine.stat(path),
      run: async (program, args, options) =>
        program === link
          ? fail({ kind: 'unsafe', target: program, why: 'it belongs to another account' })
          : machine.run(program, args, options),
    };
    expect((await surveyOf(host)).verdict).toEqual({ fit: 'free' });
  });

  test('whose enrollment comes and goes is left and taken back by the next survey', async () => {
    const machine = createSimulatedMac();
    let round: ProbeRound | undefined;
    const verdict = async () => {
      round = await probe(machine, round);
      return surveyVerdict(round.probes).verdict.fit;
    };
    for (const situation of ['intune-enrolled', 'intune-unnamed', 'intune-oldest'] as const) {
      expect(await verdict()).toBe('free');
      machine.enter(situation);
      expect(await verdict()).toBe('managed-elsewhere');
      machine.leave(situation);
    }
    expect(await verdict()).toBe('free');
  });

  test('whose agent is managed by no profile is the vendor’s own channel’s, and its policy is in force', async () => {
    const machine = createSimulatedMac();
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'free' });
    machine.setFile(WDAV, undefined);
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'managed-elsewhere', by: 'mde-channel' });
    expect(managerOf(await probe(machine), 'mde-channel')).toMatchObject({ policySeen: true });
  });

  test.each([
    ['intune-enrolled', { fit: 'managed-elsewhere', by: 'intune' }],
    ['intune-unnamed', { fit: 'managed-elsewhere', by: 'intune' }],
    ['intune-oldest', { fit: 'managed-elsewhere', by: 'intune' }],
    ['jamf-enrolled', { fit: 'free' }],
    ['dep-only', { fit: 'free' }],
    ['company-portal-only', { fit: 'free' }],
    ['server-malformed', { fit: 'free' }],
    [
      'nonsense',
      { fit: 'unknown', why: expect.stringContaining('does not say whether this Mac is enrolled') },
    ],
  ] as const)('in the situation %s: %j', async (situation, verdict) => {
    const machine = createSimulatedMac();
    machine.enter(situation);
    expect((await surveyOf(machine)).verdict).toEqual(verdict);
  });
});

describe('Intune', () => {
  test('shows its own policy of Defender’s settings as managed preferences', async () => {
    const machine = createSimulatedMac();
    machine.enter('intune-enrolled');
    expect(managerOf(await probe(machine), 'intune')).toMatchObject({ answer: 'managed', policySeen: false });
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect(managerOf(await probe(machine), 'intune')).toMatchObject({ answer: 'managed', policySeen: true });
  });

  test('is also that of a government, and never a host that only looks like it', async () => {
    const machine = createSimulatedMac();
    machine.setMdmServer('https://manage.microsoft.us/x');
    expect(managerOf(await probe(machine), 'intune')).toMatchObject({ answer: 'managed' });
    for (const url of [
      'https://manage.microsoft.com.evil.example/',
      'https://evilmanage.microsoft.com.example',
    ]) {
      machine.setMdmServer(url);
      expect(managerOf(await probe(machine), 'intune')).toMatchObject({ answer: 'not-managed' });
    }
  });

  test('is told by its agent where the server is named nowhere', async () => {
    const machine = createSimulatedMac();
    machine.enter('intune-oldest');
    const silent = refusingToShow(machine);
    expect(managerOf(await probe(silent), 'intune')).toMatchObject({ answer: 'unknown', required: true });
    machine.setFile('/Library/Intune/Microsoft Intune Agent.app/Contents/MacOS/IntuneMdmDaemon', 'x');
    expect(managerOf(await probe(silent), 'intune')).toMatchObject({ answer: 'managed' });
  });

  test('cannot be told where the tool hangs, is not there or ends badly', async () => {
    const machine = createSimulatedMac();
    const gone: Host = { ...machine, run: async (program) => fail({ kind: 'missing', target: program }) };
    const bad: Host = {
      ...machine,
      run: async () =>
        ok({ exitCode: 1, stdout: Buffer.from('MDM enrollment: No\n'), stderr: new Uint8Array() }),
    };
    for (const host of [hanging(machine, PROFILES), gone, bad])
      expect(managerOf(await probe(host), 'intune')).toMatchObject({ answer: 'unknown', required: true });
  });

  test('holds nobody back on a system that has no such tool yet', async () => {
    const machine = createSimulatedMac();
    machine.setMac({ version: '10.12.6' });
    expect(managerOf(await probe(hanging(machine, PROFILES)), 'intune')).toMatchObject({ required: false });
  });

  test('evidence says of DEP and of Company Portal that they are no enrollment', async () => {
    const machine = createSimulatedMac();
    machine.enter('dep-only');
    machine.setFile('/Applications/Company Portal.app/Contents/Info.plist', '');
    expect(saysOf(managerOf(await probe(machine), 'intune'))).toEqual([
      'not enrolled; that it came through DEP is no enrollment',
      'installed, which alone is no enrollment',
    ]);
  });
});

describe('another MDM', () => {
  const atJamf = () => {
    const machine = createSimulatedMac();
    machine.enter('jamf-enrolled');
    return machine;
  };

  test('that does not manage Defender is allowed, and said', async () => {
    const { verdict, warnings } = await surveyOf(atJamf());
    expect(verdict).toEqual({ fit: 'free' });
    expect(warnings).toEqual([
      'The MDM at jamf.orchard.example may write the same settings.',
      'Jamf may write the same settings.',
    ]);
  });

  test('whose profile manages Defender is the manager, with its policy in force', async () => {
    const machine = atJamf();
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'managed-elsewhere', by: 'other-mdm' });
    expect(managerOf(await probe(machine), 'other-mdm')).toMatchObject({ policySeen: true });
  });

  test('that only brought the profile Holdfast wrote is none', async () => {
    const machine = atJamf();
    const identifier = 'holdfast.policies.0d4f';
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }, { identifier }));
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'free' });
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'managed-elsewhere', by: 'other-mdm' });
  });

  test('whose profile it is cannot be told holds nobody back: each value is left to its owner anyway', async () => {
    const machine = atJamf();
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    const other = managerOf(await probe(refusingToShow(machine)), 'other-mdm');
    expect(other).toMatchObject({ answer: 'unknown', required: false });
    expect(managerOf(await probe(refusing(machine, WDAV)), 'other-mdm')).toMatchObject({ answer: 'unknown' });
  });

  test('is asked whose profile it is once, while nothing moves', async () => {
    const machine = atJamf();
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    const shows = () => machine.runs.filter(([, verb]) => verb === 'show').length;
    const first = await probe(machine);
    const second = await probe(machine, first, epochMs(start + HOUR));
    expect(shows()).toBe(1);
    expect(managerOf(second, 'other-mdm')).toEqual(managerOf(first, 'other-mdm'));
    machine.installProfile(mobileconfig({ cloudService: { enabled: false } }));
    await probe(machine, second, epochMs(start + 2 * HOUR));
    expect(shows()).toBe(2);
  });

  test('Jamf’s program that cannot be looked for is unknown', async () => {
    const { probes } = await probe(refusing(createSimulatedMac(), '/usr/local/jamf/bin/jamf'));
    expect(rivalOf({ probes }, 'Jamf')).toMatchObject({ answer: 'unknown' });
  });
});

describe('the vendor’s own channel on a Mac', () => {
  test.each([{ daemonDown: true }, { hangs: true }, { lies: 'garbage' }, { failsWith: 3 }])(
    'cannot be told when the agent answers so: %j',
    async (faults) => {
      const machine = createSimulatedMac();
      machine.setFaults(faults);
      expect(managerOf(await probe(machine), 'mde-channel')).toMatchObject({
        answer: 'unknown',
        required: true,
      });
    },
  );

  test('cannot be told where the managed preferences or the agent cannot be looked at', async () => {
    const machine = createSimulatedMac();
    for (const path of [WDAV, ...MAC_AGENT.paths])
      expect(managerOf(await probe(refusing(machine, path)), 'mde-channel')).toMatchObject({
        answer: 'unknown',
      });
  });

  test('is believed by its name, if an agent gives one', async () => {
    const machine = createSimulatedMac();
    const saying = (value: unknown) =>
      printing(machine, { [MAC_MDATP]: JSON.stringify({ appVersion: '101.1', managedBy: { value } }) });
    expect(managerOf(await probe(saying('MDE')), 'mde-channel')).toMatchObject({ answer: 'managed' });
    expect(managerOf(await probe(saying(7)), 'mde-channel')).toMatchObject({ answer: 'unknown' });
  });

  test('leaves no file behind: it is seen when the agent is asked next, and its end by the next survey', async () => {
    const machine = createSimulatedMac();
    const before = await probe(machine);
    machine.enter('vendor-channel');
    const soon = await probe(machine, before, epochMs(start + HOUR));
    expect(managerOf(soon, 'mde-channel')).toMatchObject({ answer: 'not-managed' });
    const nextDay = await probe(machine, soon, epochMs(start + 25 * HOUR));
    expect(managerOf(nextDay, 'mde-channel')).toMatchObject({ answer: 'managed', policySeen: true });
    machine.leave('vendor-channel');
    const after = await probe(machine, nextDay, epochMs(start + 26 * HOUR));
    expect(managerOf(after, 'mde-channel')).toMatchObject({ answer: 'not-managed' });
  });

  test('is not taken for tags or tamper protection that a tenant sets for all', async () => {
    const managed = { isManaged: true, value: 'block' };
    const json = {
      appVersion: '101.1',
      tamperProtection: managed,
      edrDeviceTags: { isManaged: true, value: [] },
    };
    const host = printing(createSimulatedMac(), { [MAC_MDATP]: JSON.stringify(json) });
    expect(managerOf(await probe(host), 'mde-channel')).toMatchObject({ answer: 'not-managed' });
  });
});

describe('the system and the agent of a Mac', () => {
  test.each([
    ['10.15.7', 'yes', 'no'],
    ['11.7.10', 'no', 'yes'],
    ['13.6.9', 'no', 'yes'],
    ['14.0', 'no', 'no'],
    ['15.6.1', 'no', 'no'],
    ['26.1', 'no', 'no'],
    ['27.0', 'no', 'no'],
    ['Sequoia', 'unknown', 'unknown'],
  ])('macOS %s: not supported %s, below the floor %s', async (version, unsupported, below) => {
    const machine = createSimulatedMac();
    machine.setMac({ version });
    const round = await probe(machine);
    expect([fitOf(round, 'os-not-supported'), fitOf(round, 'os-below-floor')]).toEqual([unsupported, below]);
  });

  test('a version that cannot be read is unknown', async () => {
    const machine = createSimulatedMac();
    const path = '/System/Library/CoreServices/SystemVersion.plist';
    expect(fitOf(await probe(refusing(machine, path)), 'os-not-supported')).toBe('unknown');
    machine.setFile(path, 'nonsense');
    expect(fitOf(await probe(machine), 'os-not-supported')).toBe('unknown');
  });

  test('an agent that is missing, old or not onboarded is said', async () => {
    const machine = createSimulatedMac();
    machine.setAgent({ version: '101.23052.0003' });
    expect(fitOf(await probe(machine), 'defender-below-floor')).toBe('yes');
    machine.setAgent({ version: '101.23052.0004' });
    expect(fitOf(await probe(machine), 'defender-below-floor')).toBe('no');
    machine.setFaults({ notLicensed: true });
    expect(fitOf(await probe(machine), 'sensor-not-onboarded')).toBe('yes');
    machine.setFaults({ notInstalled: true });
    expect(fitOf(await probe(machine), 'defender-missing')).toBe('yes');
  });
});

test('a survey costs one short process when nothing has moved, and asks the agent again after a day', async () => {
  const machine = createSimulatedMac();
  const first = await probe(machine);
  const before = machine.runs.length;
  await probe(machine, first, epochMs(start + HOUR));
  expect(machine.runs.slice(before)).toEqual([['/usr/bin/profiles', 'status', '-type', 'enrollment']]);
  await probe(machine, first, epochMs(start + 25 * HOUR));
  expect(machine.runs).toHaveLength(before + 3);
});
