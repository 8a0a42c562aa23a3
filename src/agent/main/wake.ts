// `holdfast wake`: one look at whether the service has called, started by the daemon every five minutes. As small as a
// request can be: the runtime's own HTTP and nothing else.

import { parseArguments } from '../config/options.js';
import { readConfig } from '../config/read-config.js';
import { authorities } from '../net/authorities.js';
import { AGENT_VERSION } from '../version.js';
import { lookAtCounter } from '../wake/look.js';
import { LOOK_CODES } from '../wake/wake-codes.js';

/** Unit: milliseconds. The daemon waits a little longer. */
const TIMEOUT_MS = 20_000;

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  const config = parsed.ok ? readConfig(parsed.value.options) : undefined;
  if (config?.ok !== true) return LOOK_CODES.failed;
  process.umask(0o077);
  const { paths, proxy, caFile } = config.value;
  const look = await lookAtCounter({
    paths,
    route: {
      userAgent: `holdfast/${AGENT_VERSION}`,
      timeoutMs: TIMEOUT_MS,
      ...(proxy === undefined ? {} : { proxy }),
    },
    caWith: (ofFile) => authorities(caFile, ofFile),
  });
  return LOOK_CODES[look];
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  () => process.exit(LOOK_CODES.failed),
);
