// How a simulated Windows machine comes under another manager, into a directory, or into a special role: what each
// leaves in registry and services, as documents and public reports describe it. Over plain data.

import type { RegistryChange } from './registry.js';
import { applyChanges, childrenOf, findKey } from './registry.js';
import { dwordValue, textValue } from './registry-value.js';
import type { WindowsState } from './windows-state.js';
import {
  DEFENDER_KEY,
  ENROLLMENTS,
  ENVIRONMENT,
  JOIN_INFO,
  PRODUCT,
  SERVICES,
  TCPIP,
} from './windows-state.js';

export interface Mdm {
  readonly provider: string;
  readonly url: string;
}

export interface ManagementControls {
  /** With an account, as a living enrollment has one. `channel`: the enrollment of the vendor's own channel, no MDM. */
  enroll(at: 'intune' | 'channel' | Mdm): void;
  /** Enrollment and account go; a `remnant` keeps its enrollment key, in state 1 without account or in another state. */
  unenroll(leaves: 'nothing' | 'remnant' | 'ended'): void;
  /** What the MDM has set below one area of its policies; nothing takes it away. */
  setMdmPolicy(area: string, values: Readonly<Record<string, number>>): void;
  /** A running client; `flags`: how it shares the machine with Intune. */
  installConfigMgr(flags?: number): void;
  /** Whom the engine names as its manager: 0 nobody, 6 Intune, 7 Configuration Manager. */
  setEngineManager(type: 0 | 6 | 7): void;
  removeConfigMgr(leaves: 'nothing' | 'remnant'): void;
  /** The vendor's own number of settings management; `undefined`: it never tried. */
  setChannel(status: number | undefined): void;
  joinDomain(domain: string): void;
  join(to: Join | undefined): void;
  setVirtualDesktop(type: 'persistent' | 'non-persistent' | null): void;
  /** It restarts as what it has become. */
  setRole(role: 'ServerNT' | 'LanmanNT'): void;
  /** By the switch of the machine's environment. */
  constrainLanguage(on: boolean): void;
}

export interface Join {
  readonly tenant: string;
  readonly device: string;
  /** With a domain beside it, it is hybrid. */
  readonly domain?: string;
  /** What the directory says to the device; default SUCCESS. */
  readonly auth?: string;
}

type Update = (change: (state: WindowsState) => Partial<WindowsState>) => void;

const MICROSOFT = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft';
const ACCOUNTS = `${MICROSOFT}\\Provisioning\\OMADM\\Accounts`;
const MDM_POLICY = `${MICROSOFT}\\PolicyManager\\current\\device`;
const CLIENT = `${MICROSOFT}\\CCM`;
const CHANNEL = `${MICROSOFT}\\SenseCM`;
const EXTENSION = 'IntuneManagementExtension';
const THUMBPRINT = '0F1E2D3C4B5A69788796A5B4C3D2E1F001122334';

/** Ids of enrollments are those of their accounts. */
const ENROLLMENT_ID = '7B5C2A10-1111-4222-8333-944455556666';
const CHANNEL_ID = 'C0A80101-2222-4333-8444-955566667777';

const INTUNE: Mdm = {
  provider: 'MS DM Server',
  url: 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc',
};
/** Host as reported; the path is assumed. */
const OWN_CHANNEL: Mdm = {
  provider: 'MS DM Server',
  url: 'https://discovery.dm.microsoft.com/EnrollmentConfiguration',
};

export function createManagementControls(update: Update): ManagementControls {
  const change = (of: (state: WindowsState) => readonly RegistryChange[]): void =>
    update((state) => ({ registry: applyChanges(state.registry, of(state)) }));
  return {
    enroll: (at) => update((state) => enrolled(state, at)),
    unenroll: (leaves) => update((state) => unenrolled(state, leaves)),
    setMdmPolicy: (area, values) =>
      change(() => [
        { do: 'delete-key', path: `${MDM_POLICY}\\${area}` },
        ...Object.entries(values).map(
          ([name, value]): RegistryChange => ({
            do: 'set',
            path: `${MDM_POLICY}\\${area}`,
            value: dwordValue(name, value),
          }),
        ),
      ]),
    installConfigMgr: (flags) =>
      update((state) => ({
        ...withChanges(withService(state, 'CcmExec', 'running'), [
          { do: 'make-key', path: CLIENT },
          ...(flags === undefined ? [] : [set(CLIENT, dwordValue('CoManagementFlags', flags))]),
        ]),
      })),
    setEngineManager: (type) =>
      change(() => [set(DEFENDER_KEY, dwordValue('ManagedDefenderProductType', type))]),
    removeConfigMgr: (leaves) =>
      update((state) =>
        withChanges(
          withService(state, 'CcmExec', undefined),
          leaves === 'nothing' ? [{ do: 'delete-key', path: CLIENT }] : [],
        ),
      ),
    setChannel: (status) =>
      change(() =>
        status === undefined
          ? [{ do: 'delete-key', path: CHANNEL }]
          : [set(CHANNEL, dwordValue('EnrollmentStatus', status))],
      ),
    joinDomain: (domain) => change(() => [set(TCPIP, textValue('Domain', domain))]),
    join: (to) => update((state) => joined(state, to)),
    setVirtualDesktop: (virtualDesktop) =>
      update(({ windows }) => ({ windows: { ...windows, virtualDesktop } })),
    setRole: (role) => change(() => [set(PRODUCT, textValue('ProductType', role))]),
    constrainLanguage: (on) =>
      update((state) => ({
        registry: applyChanges(state.registry, [
          on
            ? set(ENVIRONMENT, textValue('__PSLockdownPolicy', '4'))
            : { do: 'delete-value', path: ENVIRONMENT, name: '__PSLockdownPolicy' },
        ]),
        faults: { ...state.faults, constrainedLanguage: on },
      })),
  };
}

const set = (path: string, value: ReturnType<typeof textValue>): RegistryChange => ({
  do: 'set',
  path,
  value,
});

const withChanges = (
  state: Pick<WindowsState, 'registry' | 'services'>,
  changes: readonly RegistryChange[],
): Pick<WindowsState, 'registry' | 'services'> => ({
  services: state.services,
  registry: applyChanges(state.registry, changes),
});

/** Services have a key each; whether one runs is nowhere in the registry. */
export function withService(
  { services, registry }: WindowsState,
  name: string,
  is: 'running' | 'stopped' | undefined,
): Pick<WindowsState, 'registry' | 'services'> {
  const { [name]: _, ...others } = services;
  const path = `${SERVICES}\\${name}`;
  return {
    services: is === undefined ? others : { ...others, [name]: is },
    registry: applyChanges(registry, [
      is === undefined ? { do: 'delete-key', path } : set(path, dwordValue('Start', 2)),
    ]),
  };
}

function enrolled(state: WindowsState, at: 'intune' | 'channel' | Mdm): Partial<WindowsState> {
  const { provider, url } = at === 'intune' ? INTUNE : at === 'channel' ? OWN_CHANNEL : at;
  const id = at === 'channel' ? CHANNEL_ID : ENROLLMENT_ID;
  const path = `${ENROLLMENTS}\\${id}`;
  const account = `${ACCOUNTS}\\${id}`;
  const changes = [
    set(path, textValue('ProviderID', provider)),
    set(path, dwordValue('EnrollmentState', 1)),
    set(path, dwordValue('EnrollmentType', 6)),
    set(path, textValue('UPN', 'admin@orchard.example')),
    set(path, textValue('DiscoveryServiceFullURL', url)),
    set(`${account}\\Protected\\AddrInfo`, textValue('Addr', url)),
    set(`${account}\\Protected\\ConnInfo`, dwordValue('LastSessionResult', 0)),
    ...(at === 'channel' ? [set(ENROLLMENTS, dwordValue('MmpcEnrollmentFlag', 2))] : []),
  ];
  return withChanges(at === 'intune' ? withService(state, EXTENSION, 'running') : state, changes);
}

function unenrolled(state: WindowsState, leaves: 'nothing' | 'remnant' | 'ended'): Partial<WindowsState> {
  const path = `${ENROLLMENTS}\\${ENROLLMENT_ID}`;
  const enrollment: readonly RegistryChange[] =
    leaves === 'nothing'
      ? [{ do: 'delete-key', path }]
      : [set(path, dwordValue('EnrollmentState', leaves === 'ended' ? 3 : 1))];
  const account: RegistryChange = { do: 'delete-key', path: `${ACCOUNTS}\\${ENROLLMENT_ID}` };
  const policies: RegistryChange = { do: 'delete-key', path: MDM_POLICY };
  return withChanges(leaves === 'nothing' ? withService(state, EXTENSION, undefined) : state, [
    ...enrollment,
    account,
    policies,
  ]);
}

function joined({ registry, windows }: WindowsState, to: Join | undefined): Partial<WindowsState> {
  const gone: readonly RegistryChange[] =
    findKey(registry, JOIN_INFO) === undefined
      ? []
      : childrenOf(registry, JOIN_INFO).map(({ path }) => ({ do: 'delete-key', path }));
  if (to === undefined) return { registry: applyChanges(registry, gone) };
  const { tenant, device, domain, auth = 'SUCCESS' } = to;
  const path = `${JOIN_INFO}\\${THUMBPRINT}`;
  return {
    windows: { ...windows, join: { device, auth } },
    registry: applyChanges(registry, [
      ...gone,
      set(path, textValue('TenantId', tenant)),
      set(path, textValue('UserEmail', 'admin@orchard.example')),
      ...(domain === undefined ? [] : [set(TCPIP, textValue('Domain', domain))]),
    ]),
  };
}
