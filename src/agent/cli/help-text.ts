// What the help says besides the commands. Data only.

export const GLOBAL_OPTIONS: readonly (readonly [flags: string, text: string])[] = [
  ['--config <file>', 'configuration file'],
  ['--state-dir <dir>', 'state folder'],
  ['--root <dir>', 'take DIR for the root of the machine (tests, images)'],
  ['--simulate <os>', 'work on a simulated machine (linux, macos, windows) kept under --state-dir'],
  ['--json', 'answer in JSON'],
  ['--verbose', 'write the log of what happens to standard error'],
];

export const EXAMPLES = `Examples:
  holdfast onboard onboarding.jwt --secret-file secret.txt
  holdfast status                     how is this device?
  holdfast plan policy.json           what would this policy do here?
  holdfast apply policy.json          do it, without any service
  holdfast why cloudService.enabled   why is this setting as it is?
  holdfast policy list                which policies are in force, which are set aside, and why
  holdfast restore                    take it all back
  holdfast offboard                   leave the service
`;

/** Source: DESIGN of the product, section 7. */
export const FOOTER = `Exit codes:
  0  done                                5  needs root or administrator rights
  1  failed                              6  service unreachable; the cached policy stays enforced
  2  wrong use                           7  managed elsewhere, or out of scope
  3  not enrolled                        8  refused: the plan moved, a signature, or a policy
  4  some settings are not as asked         that this channel does not carry or that is set aside
`;
