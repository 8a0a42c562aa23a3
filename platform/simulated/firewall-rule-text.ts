// The text of one firewall rule in the registry, read as Windows is documented to read it. Pure.
// Source: [MS-GPFAS] 2.2.2 (grammar), [MS-FASP] 2.2.24 and 2.2.37 (states and checks).

export interface RuleText {
  readonly minor: number;
  /** A field may stand several times. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly state: RuleState;
}

export type RuleState =
  | { readonly is: 'ok' }
  /** Written for a newer Windows: what is not known was left out, and the rule is wider for it. */
  | { readonly is: 'partly-ignored' }
  | { readonly is: 'ignored' }
  | { readonly is: 'broken'; readonly why: string };

const ONCE: readonly string[] = [
  'Action',
  'Dir',
  'Protocol',
  'App',
  'Svc',
  'Name',
  'Desc',
  'EmbedCtxt',
  'Edge',
  'Defer',
  'Active',
  'LSM',
  'LOM',
  'PCross',
  'Security',
  'Security2',
  'Security2_9',
  'RMAuth',
  'RUAuth',
  'LUAuth',
  'LUAuth2_24',
  'LUOwn',
  'AppPkgId',
  'PFN',
  'NNm',
  'SecurityRealmId',
  'SkipVer',
  'AuthByPassOut',
];
const REPEATED: readonly string[] = [
  'Profile',
  'LPort',
  'LPort2_10',
  'LPort2_20',
  'LPort2_24',
  'LPort2_29',
  'RPort',
  'RPort2_10',
  'LA4',
  'LA6',
  'RA4',
  'RA6',
  'RA42',
  'RA62',
  'ICMP4',
  'ICMP6',
  'Platform',
  'Platform2',
  'TTK',
  'TTK2_22',
  'TTK2_27',
  'TTK2_28',
  'IF',
  'IFType',
];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  Action: ['Allow', 'Block', 'ByPass'],
  Active: ['TRUE', 'FALSE'],
  Dir: ['In', 'Out'],
  Edge: ['TRUE', 'FALSE'],
  Defer: ['App', 'User'],
  Profile: ['Domain', 'Private', 'Public'],
  IFType: ['Lan', 'Wireless', 'RemoteAccess'],
};

/** `knownMinor`: the newest form that this Windows knows. */
export function readRuleText(text: string, knownMinor: number): RuleText {
  const parts = text.split('|');
  const version = /^v(\d{1,3})\.(\d{1,3})$/.exec(parts[0] ?? '');
  if (version === null || parts.at(-1) !== '') return broken('it is not a rule');
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major > 2) return { minor, fields: new Map(), state: { is: 'ignored' } };
  const fields = new Map<string, string[]>();
  let unknown: string | undefined;
  for (const part of parts.slice(1, -1)) {
    const cut = part.indexOf('=');
    const name = part.slice(0, Math.max(cut, 0));
    if (cut < 1) return broken(`"${part}" has no value`);
    if (!ONCE.includes(name) && !REPEATED.includes(name)) unknown ??= name;
    else if (isPort(name) && !fields.has('Protocol')) return broken(`${name} stands before Protocol`);
    else fields.set(name, [...(fields.get(name) ?? []), part.slice(cut + 1)]);
  }
  const skip = /^2\.(\d{1,3})$/.exec(fields.get('SkipVer')?.[0] ?? '');
  if (skip !== null && knownMinor <= Number(skip[1])) return { minor, fields, state: { is: 'ignored' } };
  const wrong = whatIsWrong(fields);
  if (wrong !== undefined) return broken(wrong);
  if (unknown === undefined) return { minor, fields, state: { is: 'ok' } };
  return minor > knownMinor
    ? { minor, fields, state: { is: 'partly-ignored' } }
    : broken(`${unknown} is not known`);
}

const broken = (why: string): RuleText => ({ minor: 0, fields: new Map(), state: { is: 'broken', why } });

const isPort = (name: string): boolean => /^(?:[LR]Port|ICMP)/.test(name);

function whatIsWrong(fields: ReadonlyMap<string, readonly string[]>): string | undefined {
  const first = (name: string): string | undefined => fields.get(name)?.[0];
  for (const name of ONCE) if ((fields.get(name)?.length ?? 0) > 1) return `${name} stands twice`;
  for (const [name, words] of Object.entries(WORDS))
    for (const word of fields.get(name) ?? []) if (!words.includes(word)) return `${name} holds no ${word}`;
  const protocol = Number(first('Protocol') ?? 'NaN');
  if (fields.has('Protocol') && !(protocol >= 0 && protocol <= 255)) return 'Protocol is no number up to 255';
  const names = [...fields.keys()];
  if (names.some((name) => /Port/.test(name)) && protocol !== 6 && protocol !== 17)
    return 'ports need protocol 6 or 17';
  if (fields.has('ICMP4') && protocol !== 1) return 'ICMP4 needs protocol 1';
  if (fields.has('ICMP6') && protocol !== 58) return 'ICMP6 needs protocol 58';
  for (const name of ['LPort', 'RPort'])
    for (const port of fields.get(name) ?? [])
      if (!/^(?:\d{1,5}|RPC|RPC-EPMap|Teredo)$/.test(port)) return `${name} holds no ${port}`;
  if (first('Dir') !== 'In' && (fields.has('Edge') || fields.has('Defer')))
    return 'Edge is for inbound rules';
  if (first('Action') === 'Block' && fields.has('Security')) return 'Security is not for blocking rules';
  if (!fields.has('Action') || !fields.has('Dir')) return 'Action and Dir are needed';
  const name = first('Name');
  if (name === undefined || name === '' || name.toLowerCase() === 'all') return 'it has no name';
  return undefined;
}
