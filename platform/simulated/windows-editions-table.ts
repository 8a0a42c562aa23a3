// The versions of Windows that a simulated machine can be. Pure. Builds and names are the documented ones, names of
// computers and ids are invented.

export type WindowsPreset =
  | 'server-2012r2'
  | 'server-2016'
  | 'server-2019'
  | 'server-2019-core'
  | 'server-2022'
  | 'server-2025'
  | 'domain-controller'
  | 'windows-10'
  | 'windows-11';

export interface Edition {
  readonly name: string;
  readonly edition: string;
  readonly installation: 'Client' | 'Server' | 'Server Core';
  /** Source: Microsoft Learn, release health of Windows. */
  readonly build: string;
  readonly revision: number;
  /** Older systems have none. */
  readonly display?: string;
  readonly productType: 'WinNT' | 'ServerNT' | 'LanmanNT';
  readonly computer: string;
  readonly machine: string;
  readonly hardware: string;
  /** Source: [MS-GPFAS] 2.2.3, versions of the rule text; those of older systems are assumed. */
  readonly firewallMinor: number;
  readonly domain?: string;
}

const SERVER_2022: Edition = {
  name: 'Windows Server 2022 Datacenter',
  edition: 'ServerDatacenter',
  installation: 'Server',
  build: '20348',
  revision: 3807,
  display: '21H2',
  productType: 'ServerNT',
  computer: 'SIM-SERVER',
  machine: '3f1c8e02-6b7d-4a95-8c24-d0e6a1b35f78',
  hardware: '6c1e0a44-2f3b-4d17-9a5e-71b0c2d4e6f8',
  firewallMinor: 31,
};
const SERVER_2019: Edition = {
  ...SERVER_2022,
  name: 'Windows Server 2019 Standard',
  edition: 'ServerStandard',
  build: '17763',
  revision: 7314,
  computer: 'SIM-2019',
  machine: '0d5f7a31-48c2-4b6e-8f10-2a9b3c4d5e61',
  hardware: '19e4c0b7-5d2a-4f83-b6c1-8e7f60a1b2c3',
  firewallMinor: 30,
};
/** The name still says Windows 10: only the build tells. */
const WINDOWS_11: Edition = {
  name: 'Windows 10 Pro',
  edition: 'Professional',
  installation: 'Client',
  build: '22631',
  revision: 5472,
  display: '23H2',
  productType: 'WinNT',
  computer: 'SIM-CLIENT',
  machine: 'a84d2b6e-15f3-4c70-9e8a-7b2f60c4d913',
  hardware: 'd27b9f10-3c4e-4a68-8b5d-0f1e2d3c4b5a',
  firewallMinor: 32,
};

export const EDITIONS: Readonly<Record<WindowsPreset, Edition>> = {
  'server-2012r2': {
    ...SERVER_2019,
    name: 'Windows Server 2012 R2 Standard',
    build: '9600',
    revision: 22175,
    computer: 'SIM-2012R2',
    machine: '5b8e2d94-7a10-4c3f-9d26-e1f0a2b3c4d5',
    hardware: '7f3d2c1b-0a9e-4857-b6a4-5d4c3b2a1f0e',
    firewallMinor: 22,
  },
  'server-2016': {
    ...SERVER_2019,
    name: 'Windows Server 2016 Standard',
    build: '14393',
    revision: 8066,
    computer: 'SIM-2016',
    machine: '91c7e5a3-2b4d-4f60-8e1a-c3d5f7091b2e',
    hardware: '2e8a6c40-9b1d-4735-a0f2-c4e6d8b0f1a3',
    firewallMinor: 26,
  },
  'server-2019': SERVER_2019,
  'server-2019-core': {
    ...SERVER_2019,
    installation: 'Server Core',
    computer: 'SIM-2019-CORE',
    machine: 'c2a4b6d8-e0f1-4233-8455-667788990a1b',
    hardware: '4d6f8091-a2b3-4c4d-95e6-f708192a3b4c',
  },
  'server-2022': SERVER_2022,
  'server-2025': {
    ...SERVER_2022,
    name: 'Windows Server 2025 Datacenter',
    build: '26100',
    revision: 4061,
    display: '24H2',
    computer: 'SIM-2025',
    machine: 'e7f90b1c-2d3e-4f50-8617-28394a5b6c7d',
    hardware: 'b1c2d3e4-f506-4718-992a-3b4c5d6e7f80',
    firewallMinor: 33,
  },
  'domain-controller': {
    ...SERVER_2022,
    productType: 'LanmanNT',
    computer: 'SIM-DC',
    machine: '86a1b2c3-d4e5-4f60-9718-293a4b5c6d7e',
    hardware: '0e1d2c3b-4a59-4687-a8b9-cadbecfd0e1f',
    domain: 'orchard.example',
  },
  'windows-10': {
    ...WINDOWS_11,
    build: '19045',
    revision: 5965,
    display: '22H2',
    computer: 'SIM-CLIENT-10',
    machine: '17283940-5a6b-4c7d-8e9f-a0b1c2d3e4f5',
    hardware: 'f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f',
    firewallMinor: 31,
  },
  'windows-11': WINDOWS_11,
};
