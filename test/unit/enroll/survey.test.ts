// From probes to one verdict: a sure answer that forbids, an unsure one, and silence.
import { describe, expect, test } from 'vitest';
import { surveyVerdict } from '../../../src/enroll/survey.js';
import { tenantId } from '../../../src/model/ids.js';
import type { OtherManager, Probe } from '../../../src/model/probe.js';

type Answer = Extract<Probe, { asks: 'manager' }>['answer'];
const evidence = [{ source: '/somewhere', says: 'something' }];
const manager = (name: OtherManager, answer: Answer, required = true): Probe => ({
  asks: 'manager',
  manager: name,
  answer,
  required,
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

  test.each(['intune', 'other-mdm', 'configmgr', 'co-managed', 'mde-channel'] as const)(
    'is managed elsewhere when %s is found, whatever else could not be read',
    (name) => {
      const probes = [manager('intune', 'unknown'), manager(name, 'managed'), supported];
      expect(surveyVerdict(probes).verdict).toEqual({ fit: 'managed-elsewhere', by: name });
    },
  );

  test('names both where Intune and Configuration Manager are found', () => {
    const probes = [manager('intune', 'managed'), manager('configmgr', 'managed')];
    expect(surveyVerdict(probes).presence).toBe('co-managed');
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
    expect(surveyVerdict(probes, ours).verdict.fit).toBe('tenant-mismatch');
    expect(surveyVerdict(probes).verdict.fit).toBe('free');
  });

  test('takes the same tenant in another spelling for the same', () => {
    const probes = [manager('intune', 'not-managed'), joined(ours.toUpperCase())];
    expect(surveyVerdict(probes, ours).verdict.fit).toBe('free');
  });

  test('is unknown when the directory join cannot be read', () => {
    const probe: Probe = { asks: 'tenant', answer: { is: 'unknown' }, evidence };
    expect(surveyVerdict([manager('intune', 'not-managed'), probe], ours).verdict.fit).toBe('unknown');
  });
});

test('a rival is said and not obeyed', () => {
  const base = manager('intune', 'not-managed');
  expect(surveyVerdict([base, rival('present')])).toMatchObject({
    verdict: { fit: 'free' },
    warnings: ['Puppet may write the same settings'],
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
