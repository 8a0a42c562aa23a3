// From probes to one verdict: a sure answer that forbids, an unsure one, and silence.
import { describe, expect, test } from 'vitest';
import { FIT_ROWS, fitDecision } from '../../../src/enroll/fit-table.js';
import type { SurveyFacts } from '../../../src/enroll/survey.js';
import { surveyVerdict } from '../../../src/enroll/survey.js';
import { tenantId } from '../../../src/model/ids.js';
import type { FitCase, OtherManager, Probe } from '../../../src/model/probe.js';
import { FIT_CASES } from '../../../src/model/probe.js';

type Answer = Extract<Probe, { asks: 'manager' }>['answer'];
const evidence = [{ source: '/somewhere', says: 'something' }];
const manager = (name: OtherManager, answer: Answer, required = true): Probe => ({
  asks: 'manager',
  manager: name,
  answer,
  required,
  evidence,
});
const intuneManaged: Extract<Probe, { asks: 'manager' }> = {
  asks: 'manager',
  manager: 'intune',
  answer: 'managed',
  required: true,
  evidence,
};
const special = (name: FitCase, answer: 'yes' | 'no' | 'unknown'): Probe => ({
  asks: 'fit',
  case: name,
  answer,
  evidence,
});
const supported: Probe = { asks: 'fit', case: 'application-container', answer: 'no', evidence: [] };
const container: Probe = {
  asks: 'fit',
  case: 'application-container',
  answer: 'yes',
  evidence,
};
const rival = (answer: 'present' | 'absent' | 'unknown'): Probe => ({
  asks: 'rival',
  name: 'Puppet',
  answer,
  evidence: [],
});
const joined = (tenant: string): Probe => ({ asks: 'tenant', answer: { is: 'joined', tenant }, evidence });
const ours = tenantId('11111111-1111-4111-8111-111111111111');

/** What makes a case sure where no probe can. */
const FACTS: Partial<Record<FitCase, SurveyFacts>> = {
  'vdi-non-persistent': { nonPersistent: { source: 'config.json' } },
};

describe('the verdict', () => {
  test('is free when every required probe says not managed', () => {
    const { verdict, presence } = surveyVerdict([
      supported,
      manager('intune', 'not-managed'),
      manager('mde-channel', 'not-managed'),
    ]);
    expect(verdict).toEqual({ fit: 'free' });
    expect(presence).toBe('none');
  });

  test.each(['intune', 'other-mdm', 'co-managed', 'mde-channel'] as const)(
    'is managed elsewhere when %s is found, whatever else could not be read',
    (name) => {
      const probes = [manager('intune', 'unknown'), manager(name, 'managed'), supported];
      expect(surveyVerdict(probes).verdict).toEqual({ fit: 'managed-elsewhere', by: name });
    },
  );

  test('names both where Intune and Configuration Manager are found', () => {
    const probes = [manager('intune', 'managed'), manager('configmgr', 'managed')];
    expect(surveyVerdict(probes).presence).toBe('co-managed');
    expect(surveyVerdict(probes).verdict).toEqual({ fit: 'managed-elsewhere', by: 'intune' });
  });

  test('is managed elsewhere for a policy of that manager that is seen, and only for his', () => {
    const seen: Probe = { ...intuneManaged, policySeen: true };
    expect(surveyVerdict([seen]).policySeen).toBe(true);
    expect(surveyVerdict([intuneManaged]).policySeen).toBe(false);
    expect(surveyVerdict([{ ...seen, answer: 'not-managed' }]).policySeen).toBe(false);
  });

  test('is unknown when one required probe cannot tell, with its evidence', () => {
    const { verdict } = surveyVerdict([manager('intune', 'not-managed'), manager('mde-channel', 'unknown')]);
    expect(verdict).toEqual({
      fit: 'unknown',
      why: 'cannot tell whether mde-channel manages it (/somewhere: something)',
    });
  });

  test('is free, with a warning, when a probe that is not required cannot tell', () => {
    const { verdict, warnings } = surveyVerdict([
      manager('intune', 'not-managed'),
      manager('other-mdm', 'unknown', false),
    ]);
    expect(verdict).toEqual({ fit: 'free' });
    expect(warnings).toHaveLength(1);
  });

  test('is unknown when nothing was asked: silence is not permission', () => {
    expect(surveyVerdict([]).verdict.fit).toBe('unknown');
    expect(surveyVerdict([supported, rival('absent')]).verdict.fit).toBe('unknown');
  });

  test('is unsupported in an application container, before anything else', () => {
    const probes = [manager('intune', 'managed'), container];
    expect(surveyVerdict(probes).verdict).toMatchObject({ fit: 'unsupported' });
  });

  test('is unknown when it cannot be told whether the machine is a container', () => {
    const probe: Probe = { ...supported, answer: 'unknown' };
    expect(surveyVerdict([probe, manager('intune', 'not-managed')]).verdict.fit).toBe('unknown');
  });

  test('is a tenant mismatch when the machine is joined to another tenant than ours', () => {
    const probes = [manager('intune', 'not-managed'), joined('99999999-9999-4999-8999-999999999999')];
    expect(surveyVerdict(probes, { tenant: ours }).verdict.fit).toBe('tenant-mismatch');
    expect(surveyVerdict(probes).verdict.fit).toBe('free');
  });

  test('takes the same tenant in another spelling for the same', () => {
    const probes = [manager('intune', 'not-managed'), joined(ours.toUpperCase())];
    expect(surveyVerdict(probes, { tenant: ours }).verdict.fit).toBe('free');
  });

  test('is unknown when the directory join cannot be read', () => {
    const probe: Probe = { asks: 'tenant', answer: { is: 'unknown' }, evidence };
    expect(surveyVerdict([manager('intune', 'not-managed'), probe], { tenant: ours }).verdict.fit).toBe(
      'unknown',
    );
  });
});

describe('Configuration Manager', () => {
  const base = manager('intune', 'not-managed');
  const client = manager('configmgr', 'managed');

  test('is stood aside for where the signed assignment makes it the authority', () => {
    const { verdict, double } = surveyVerdict([base, client], { configMgrAuthority: true });
    expect(verdict).toEqual({ fit: 'managed-elsewhere', by: 'configmgr' });
    expect(double).toBeNull();
  });

  test('does not stand in the way while it is not, and the double management is said with its number', () => {
    const { verdict, double, presence, warnings } = surveyVerdict([base, client]);
    expect({ verdict, double, presence }).toEqual({
      verdict: { fit: 'free' },
      double: 43,
      presence: 'configmgr',
    });
    expect(warnings).toEqual([expect.stringContaining('status 43')]);
  });

  test('that cannot be told about keeps a device waiting only where it is the authority', () => {
    const probes = [base, manager('configmgr', 'unknown')];
    expect(surveyVerdict(probes, { configMgrAuthority: true }).verdict.fit).toBe('unknown');
    expect(surveyVerdict(probes)).toMatchObject({
      verdict: { fit: 'free' },
      warnings: [expect.stringContaining('configmgr')],
    });
  });

  test('beside Intune leaves the device to Intune, authority or not', () => {
    for (const configMgrAuthority of [true, false])
      expect(surveyVerdict([intuneManaged, client], { configMgrAuthority }).verdict).toEqual({
        fit: 'managed-elsewhere',
        by: 'intune',
      });
  });
});

describe('a special case', () => {
  const base = manager('intune', 'not-managed');

  test.each(FIT_CASES.map((name) => [name, fitDecision(FIT_ROWS[name])] as const))(
    '%s: %s',
    (name, decision) => {
      const yes = surveyVerdict([base, special(name, 'yes')], FACTS[name]);
      // A probe can only hint at a desktop that is thrown away.
      expect(yes.verdict.fit).toBe(decision === 'refuse' ? 'unsupported' : 'free');
      expect(yes.firewall).toBe(decision === 'enforce-without-firewall' ? 'left-alone' : 'managed');
      const no = surveyVerdict([base, special(name, 'no')]);
      expect(no).toMatchObject({ verdict: { fit: 'free' }, firewall: 'managed', warnings: [] });
    },
  );

  test.each(FIT_CASES.map((name) => [name, FIT_ROWS[name].required] as const))(
    '%s that cannot be told: a new device waits only if the table says so (%s)',
    (name, required) => {
      const { verdict, firewall } = surveyVerdict([base, special(name, 'unknown')]);
      expect(verdict.fit).toBe(required ? 'unknown' : 'free');
      expect(firewall).toBe('managed');
    },
  );

  test('that is refused and cannot be told is a warning', () => {
    expect(surveyVerdict([base, special('32-bit', 'unknown')]).warnings).toEqual([
      'It cannot be told whether this is 32-bit Windows.',
    ]);
    expect(surveyVerdict([base, special('sensor-not-onboarded', 'unknown')]).warnings).toEqual([]);
  });

  test('is refused with its cause, under its own name', () => {
    expect(surveyVerdict([base, special('multi-session', 'yes')]).verdict).toEqual({
      fit: 'unsupported',
      case: 'multi-session',
      why: FIT_ROWS['multi-session'].cause,
    });
  });

  test('comes after another manager: who is managed by Intune is Intune’s, on whatever system', () => {
    expect(surveyVerdict([intuneManaged, special('os-below-floor', 'yes')]).verdict.fit).toBe(
      'managed-elsewhere',
    );
  });

  test('of a desktop that is thrown away is the operator’s word; what a probe sees is a hint', () => {
    const hinted = surveyVerdict([base, special('vdi-non-persistent', 'yes')]);
    expect(hinted).toMatchObject({
      verdict: { fit: 'free' },
      warnings: [expect.stringContaining('nonPersistent')],
    });
    const told = surveyVerdict([base], { nonPersistent: { source: '/etc/holdfast/config.json' } });
    expect(told.verdict).toMatchObject({ fit: 'unsupported', case: 'vdi-non-persistent' });
    expect(told.fit[0]?.evidence[0]?.source).toBe('/etc/holdfast/config.json');
  });

  test('that older texts forbid is said where it is done all the same', () => {
    expect(surveyVerdict([base, special('domain-controller', 'yes')]).warnings[0]).toContain('before 2025');
    expect(surveyVerdict([base, special('server-core', 'yes')]).warnings).toEqual([]);
  });
});

test('the directory identity of the machine is at hand, whatever the verdict', () => {
  const identity = { is: 'joined', tenant: ours, device: 'd', trust: 'AzureAd' } as const;
  const probe: Probe = { asks: 'tenant', answer: identity, evidence: [] };
  expect(surveyVerdict([intuneManaged, probe]).identity).toEqual(identity);
  expect(surveyVerdict([intuneManaged]).identity).toBeNull();
});

test('a rival is said and not obeyed', () => {
  const base = manager('intune', 'not-managed');
  expect(surveyVerdict([base, rival('present')])).toMatchObject({
    verdict: { fit: 'free' },
    warnings: ['Puppet may write the same settings.'],
  });
  expect(surveyVerdict([base, rival('absent')]).warnings).toEqual([]);
  expect(surveyVerdict([base, rival('unknown')]).verdict.fit).toBe('free');
});

test('all evidence is kept, of every probe', () => {
  expect(surveyVerdict([container, manager('intune', 'managed')]).evidence).toEqual([
    ...evidence,
    ...evidence,
  ]);
});
