// The vendor's enrollment status numbers, as the original client stores them. Data.
// Source: troubleshooting documentation of Defender security settings management and its client analyzer; where
// they disagree, the documentation holds. Numbers that have no meaning in any source are not here.

export interface VendorStatus {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

const PREREQUISITES = 'Check the prerequisites: "holdfast probe" shows them.';
const OPEN_ENDPOINTS =
  'Open the addresses of the service in firewall and proxy, without TLS inspection if possible.';
const NAMES = 'Use a DNS server that resolves the service and, on domain members, the domain.';
const GENERAL: VendorStatus = {
  code: 'general-error',
  cause: 'The enrollment failed for a reason that the vendor does not tell apart.',
  remedy: PREREQUISITES,
};
const HYBRID: VendorStatus = {
  code: 'hybrid-join-failed',
  cause: 'The hybrid directory join failed.',
  remedy: 'Follow the troubleshooting of hybrid joined devices.',
};
const CONNECTIVITY: VendorStatus = {
  code: 'connectivity',
  cause: 'The management service could not be reached.',
  remedy: OPEN_ENDPOINTS,
};
const SCP: VendorStatus = {
  code: 'service-connection-point',
  cause: 'The service connection point of the directory is wrong.',
  remedy: 'Repair the service connection point.',
};
const CONNECT: VendorStatus = {
  code: 'directory-sync',
  cause: 'The directory synchronisation is set up wrongly.',
  remedy: 'Run the device registration troubleshooter.',
};
const DNS: VendorStatus = {
  code: 'name-resolution',
  cause: 'A name could not be resolved.',
  remedy: NAMES,
};
const NOT_ALLOWED: VendorStatus = {
  code: 'service-not-allowed',
  cause: 'The tenant does not allow the service to enforce settings.',
  remedy: 'Turn on the tenant switch for enforcement.',
};
const MDM: VendorStatus = {
  code: 'managed-by-mdm',
  cause: 'An MDM agent manages this device.',
  remedy: 'Nothing to do: that manager owns the device. Unenroll it there to have it managed here.',
};
const CONFIGMGR: VendorStatus = {
  code: 'managed-by-configmgr',
  cause: 'Configuration Manager manages this device.',
  remedy: 'Turn off the Configuration Manager authority switch to have it managed here.',
};

export const VENDOR_STATUSES: ReadonlyMap<number, VendorStatus> = new Map<number, VendorStatus>([
  [1, { code: 'managed', cause: 'The device is enrolled and managed.', remedy: 'Nothing to do.' }],
  [
    2,
    {
      code: 'out-of-scope',
      cause: 'The device is not in the scope of enforcement.',
      remedy: 'Bring the device into the enforcement scope, for example with its tag.',
    },
  ],
  [3, MDM],
  [4, CONFIGMGR],
  ...[5, 6, 7, 9, 11, 12, 26, 27, 28, 29, 30, 31, 32, 33].map((n) => [n, GENERAL] as const),
  [8, NOT_ALLOWED],
  [10, HYBRID],
  [
    13,
    { ...CONNECTIVITY, cause: 'The device was registered, but its enrollment did not reach the service.' },
  ],
  [14, { ...CONNECTIVITY, cause: 'Registration and enrollment did not reach the service.' }],
  [
    15,
    {
      code: 'tenant-mismatch',
      cause: 'The device belongs to another tenant.',
      remedy: 'Use an onboarding file of the tenant that the device is joined to, or leave that tenant.',
    },
  ],
  [16, SCP],
  [17, SCP],
  [
    18,
    {
      code: 'certificate-error',
      cause: 'The certificate is of another tenant.',
      remedy: 'Review the trusted certificate profiles.',
    },
  ],
  [20, CONNECTIVITY],
  [21, MDM],
  [22, CONFIGMGR],
  [
    23,
    {
      code: 'no-longer-enrolled',
      cause: 'The device was enrolled and is no longer.',
      remedy: 'Bring it back into scope, or onboard it again.',
    },
  ],
  [24, CONNECTIVITY],
  [25, CONNECTIVITY],
  [36, CONNECT],
  [37, CONNECT],
  [38, DNS],
  [
    40,
    {
      code: 'clock',
      cause: "This device's clock differs from the service's.",
      remedy: 'Set the clock; turn on time synchronisation.',
    },
  ],
  [41, DNS],
  [42, HYBRID],
  [
    43,
    {
      code: 'double-management',
      cause: 'Two managers manage this device at once.',
      remedy: 'Keep one of them.',
    },
  ],
  [44, NOT_ALLOWED],
]);
