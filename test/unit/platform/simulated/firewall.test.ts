// The firewall of the simulated machine: merge laws of both stores, and rules as their texts are documented.
import { describe, expect, test } from 'vitest';
import { newTestWindows } from '../../../support/simulated-windows.js';

const LOCAL = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const FIREWALL = 'WindowsFirewall';

async function profile(windows: ReturnType<typeof newTestWindows>, name: string): Promise<unknown> {
  const profiles = await windows.read('Get-NetFirewallProfile');
  return Array.isArray(profiles) ? profiles.find((one) => one.Name === name) : undefined;
}

async function rule(text: string, windows = newTestWindows()): Promise<unknown> {
  await windows.policy(`${FIREWALL}\\FirewallRules`, 'Test-1', text);
  const rules = await windows.read('Get-NetFirewallRule');
  return Array.isArray(rules) ? rules.find((one) => one.Name === 'Test-1') : undefined;
}

const local = (windows: ReturnType<typeof newTestWindows>, key: string, name: string, data: number): void => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(data);
  const value = { name, type: 'REG_DWORD', data: bytes.toString('base64') } as const;
  windows.machine.changeRegistry([{ do: 'set', path: `${LOCAL}\\${key}`, value }]);
};

describe('profiles', () => {
  test('with nothing set are on, block what comes in and let out what goes', async () => {
    const windows = newTestWindows();
    for (const name of ['Domain', 'Private', 'Public'])
      expect(await profile(windows, name)).toMatchObject({
        Enabled: 'True',
        DefaultInboundAction: 'Block',
        DefaultOutboundAction: 'Allow',
        AllowLocalFirewallRules: 'True',
        NotifyOnListen: 'True',
        LogMaxSizeKilobytes: 1024,
      });
  });

  test.each([
    ['', 'DisableNotifications', 'NotifyOnListen'],
    ['', 'DisableUnicastResponsesToMulticastBroadcast', 'AllowUnicastResponseToMulticast'],
    ['', 'DoNotAllowExceptions', 'AllowInboundRules'],
  ])('%s%s says off where %s says on', async (_, value, property) => {
    const windows = newTestWindows();
    await windows.policy(`${FIREWALL}\\DomainProfile`, value, 1);
    expect(await profile(windows, 'Domain')).toMatchObject({ [property]: 'False' });
    await windows.policy(`${FIREWALL}\\DomainProfile`, value, 0);
    expect(await profile(windows, 'Domain')).toMatchObject({ [property]: 'True' });
  });

  test('of the default actions 0 allows and 1 blocks', async () => {
    const windows = newTestWindows();
    await windows.policy(`${FIREWALL}\\PublicProfile`, 'DefaultInboundAction', 0);
    await windows.policy(`${FIREWALL}\\PublicProfile`, 'DefaultOutboundAction', 1);
    expect(await profile(windows, 'Public')).toMatchObject({
      DefaultInboundAction: 'Allow',
      DefaultOutboundAction: 'Block',
    });
  });

  test('the two switches of one name differ by their key', async () => {
    const windows = newTestWindows();
    await windows.policy(`${FIREWALL}\\DomainProfile\\AuthorizedApplications`, 'AllowUserPrefMerge', 0);
    expect(await profile(windows, 'Domain')).toMatchObject({
      AllowUserApps: 'False',
      AllowUserPorts: 'True',
    });
  });

  test('policy beats the local store, whose private profile is called standard', async () => {
    const windows = newTestWindows();
    local(windows, 'StandardProfile', 'EnableFirewall', 0);
    expect(await profile(windows, 'Private')).toMatchObject({ Enabled: 'False' });
    await windows.policy(`${FIREWALL}\\PrivateProfile`, 'EnableFirewall', 1);
    expect(await profile(windows, 'Private')).toMatchObject({ Enabled: 'True' });
  });

  test('shielded and logging are on where either store says so', async () => {
    const windows = newTestWindows();
    local(windows, 'DomainProfile', 'DoNotAllowExceptions', 1);
    local(windows, 'DomainProfile\\Logging', 'LogDroppedPackets', 1);
    await windows.policy(`${FIREWALL}\\DomainProfile`, 'DoNotAllowExceptions', 0);
    await windows.policy(`${FIREWALL}\\DomainProfile\\Logging`, 'LogDroppedPackets', 0);
    expect(await profile(windows, 'Domain')).toMatchObject({
      AllowInboundRules: 'False',
      LogBlocked: 'True',
    });
  });

  test('the local store has no say whether local rules are merged', async () => {
    const windows = newTestWindows();
    local(windows, 'DomainProfile', 'AllowLocalPolicyMerge', 0);
    expect(await profile(windows, 'Domain')).toMatchObject({ AllowLocalFirewallRules: 'True' });
    await windows.policy(`${FIREWALL}\\DomainProfile`, 'AllowLocalPolicyMerge', 0);
    expect(await profile(windows, 'Domain')).toMatchObject({ AllowLocalFirewallRules: 'False' });
  });

  test('the old standard profile counts until private or public has a key of its own', async () => {
    const windows = newTestWindows();
    await windows.policy(`${FIREWALL}\\StandardProfile`, 'EnableFirewall', 0);
    expect(await profile(windows, 'Public')).toMatchObject({ Enabled: 'False' });
    expect(await profile(windows, 'Domain')).toMatchObject({ Enabled: 'True' });
    await windows.policy(`${FIREWALL}\\PrivateProfile`, 'DisableNotifications', 1);
    expect(await profile(windows, 'Public')).toMatchObject({ Enabled: 'True' });
  });

  test('of the global settings two say the reverse of their values, and flags are words', async () => {
    const windows = newTestWindows();
    await windows.policy(FIREWALL, 'DisableStatefulFTP', 1);
    await windows.policy(FIREWALL, 'IPsecOpportunisticallyMatchAuthSetPerKM', 1);
    await windows.policy(FIREWALL, 'IPsecExempt', 9);
    expect(await windows.read('Get-NetFirewallSetting')).toMatchObject({
      EnableStatefulFtp: 'False',
      RequireFullAuthSupport: 'False',
      Exemptions: 'NeighborDiscovery, Dhcp',
      EnablePacketQueuing: 'None',
    });
  });
});

describe('rules', () => {
  test('of policy are shown with all their fields', async () => {
    const text =
      'v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|Profile=Private|LPort=8443|LPort2_10=9000-9010|RA4=10.20.0.0/16|RA6=fd12:3456::/48|App=%ProgramFiles%\\Example\\agent.exe|Name=Agent "in" 日|Desc=a=b|EmbedCtxt=Example|Edge=TRUE|Defer=App|';
    expect(await rule(text)).toMatchObject({
      DisplayName: 'Agent "in" 日',
      Description: 'a=b',
      Group: 'Example',
      Enabled: 'True',
      Direction: 'Inbound',
      Action: 'Allow',
      Profile: 'Domain, Private',
      EdgeTraversalPolicy: 'DeferToApp',
      PolicyStoreSourceType: 'GroupPolicy',
      PrimaryStatus: 'OK',
      Protocol: 'TCP',
      LocalPort: ['8443', '9000-9010'],
      RemotePort: ['Any'],
      RemoteAddress: ['10.20.0.0/255.255.0.0', 'fd12:3456::/48'],
      LocalAddress: ['Any'],
      Program: '%ProgramFiles%\\Example\\agent.exe',
      Service: 'Any',
      InterfaceType: 'Any',
    });
  });

  test('without a word about it are disabled, of all profiles and any protocol', async () => {
    expect(await rule('v2.10|Action=Block|Dir=Out|Name=x|')).toMatchObject({
      Enabled: 'False',
      Profile: 'Any',
      Protocol: 'Any',
      Action: 'Block',
      Direction: 'Outbound',
    });
  });

  test('have their own words for addresses, interfaces and types of messages', async () => {
    const words =
      'v2.20|Action=Block|Active=TRUE|Dir=Out|RA4=LocalSubnet|RA6=LocalSubnet|RA42=IntErnet|RA62=IntErnet|IFType=Lan|IFType=Wireless|Name=x|';
    expect(await rule(words)).toMatchObject({
      RemoteAddress: ['LocalSubnet', 'Internet'],
      InterfaceType: 'Wired, Wireless',
    });
    expect(await rule('v2.10|Action=Allow|Dir=In|Protocol=1|ICMP4=8:*|ICMP4=3:4|Name=x|')).toMatchObject({
      Protocol: 'ICMPv4',
      IcmpType: ['8', '3:4'],
    });
  });

  test.each([
    ['a pipe in a name', 'v2.10|Action=Allow|Dir=In|Name=a|b|'],
    ['no pipe at the end', 'v2.10|Action=Allow|Dir=In|Name=a'],
    ['a port before the protocol', 'v2.10|Action=Allow|Dir=In|LPort=1|Protocol=6|Name=a|'],
    ['a port without TCP or UDP', 'v2.10|Action=Allow|Dir=In|Protocol=1|LPort=1|Name=a|'],
    ['a range where one port belongs', 'v2.10|Action=Allow|Dir=In|Protocol=6|LPort=1-2|Name=a|'],
    ['edge traversal outbound', 'v2.10|Action=Allow|Dir=Out|Edge=TRUE|Name=a|'],
    ['a field twice', 'v2.10|Action=Allow|Action=Block|Dir=Out|Name=a|'],
    ['a name that means all', 'v2.10|Action=Allow|Dir=Out|Name=ALL|'],
    ['a word in other capitals', 'v2.10|Action=allow|Dir=Out|Name=a|'],
    ['a field that this version lacks', 'v2.10|Action=Allow|Dir=Out|Novel=1|Name=a|'],
  ])('with %s are not enforced', async (_, text) => {
    expect(await rule(text)).toMatchObject({ PrimaryStatus: 'Error' });
  });

  test('for a newer Windows lose what is not known, unless they ask to be skipped', async () => {
    const newer = 'v2.39|Action=Allow|Active=TRUE|Dir=In|Novel=1|Name=a|';
    expect(await rule(newer)).toMatchObject({ PrimaryStatus: 'Degraded', Enabled: 'True' });
    expect(await rule(`${newer}SkipVer=2.31|`)).toBeUndefined();
    expect(await rule(`${newer}SkipVer=2.30|`)).toBeDefined();
    expect(await rule('v3.0|Action=Allow|Dir=In|Name=a|')).toBeUndefined();
  });

  test('of the local store vanish when policy lets none in; those of policy stay', async () => {
    const windows = newTestWindows();
    const names = async (): Promise<unknown> => {
      const rules = await windows.read('Get-NetFirewallRule');
      return Array.isArray(rules) ? rules.map((one) => one.Name) : rules;
    };
    await rule('v2.10|Action=Allow|Dir=In|Name=a|', windows);
    expect(await names()).toEqual(['Test-1', 'RemoteDesktop-UserMode-In-TCP', 'CoreNet-DHCP-Out']);
    for (const name of ['Domain', 'Private', 'Public'])
      await windows.policy(`${FIREWALL}\\${name}Profile`, 'AllowLocalPolicyMerge', 0);
    expect(await names()).toEqual(['Test-1']);
  });
});
