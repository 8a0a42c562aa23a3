// Scene: an administrator sets up the management service, with policies and an onboarding file.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ASSIGNED, POLICIES } from '../cast.js';
import { at, listAt, numberAt, textAt } from '../json.js';
import type { Stage } from '../stage.js';

export async function setUpService({ page, checks, service, paths }: Stage): Promise<void> {
  page.chapter('The administrator sets up a management service');
  await service.show('init', '--name', 'Example Ltd');
  const url = await service.start();
  page.command('holdfast-service', ['run', '--port', '0']);
  page.output(`holdfast-service is ready at ${url}`);
  checks.holds('It listens on loopback only', new URL(url).hostname === '127.0.0.1', url);
  const ready = await fetch(`${url}/readyz`);
  checks.equal('Its readiness check answers 200: the SQLite database is open', ready.status, 200);

  const files = readdirSync(paths.samples).filter((file) => /^linux-.*\.json$/.test(file));
  await service.showTyped(
    ['policy', 'import', join(paths.samples, 'linux-*.json')],
    ['policy', 'import', ...files.sort().map((file) => join(paths.samples, file))],
  );
  for (const name of ASSIGNED) await service.tell('policy', 'assign', name, '--all-devices');
  const policies = listAt(await service.ask('policy', 'list'));
  page.table(
    ['POLICY', 'REVISION', 'SETTINGS', 'ASSIGNED TO'],
    policies.map((policy) => [
      textAt(policy, 'name'),
      String(numberAt(policy, 'revision')),
      String(numberAt(policy, 'settings')),
      listAt(policy, 'targets').length === 0 ? 'nobody yet' : 'all devices',
    ]),
  );
  checks.equal(
    'Six policies in the format of Intune are imported, whatever their dialect and encoding',
    policies.map((policy) => textAt(policy, 'name')).sort(),
    Object.values<string>(POLICIES).sort(),
  );
  checks.equal(
    'Each of them is carried by this channel',
    policies.filter((policy) => at(policy, 'refused') !== undefined).length,
    0,
  );
  checks.equal(
    'Five are assigned; the one that contradicts the baseline waits',
    policies.filter((policy) => listAt(policy, 'targets').length > 0).length,
    ASSIGNED.length,
  );

  const { onboarding, secret } = paths;
  await service.show('onboarding-file', '--out', onboarding, '--secret-out', secret, '--uses', '1');
  checks.equal(
    'The secret travels apart, in a file for its owner only',
    [onboarding, secret].map((file) => (statSync(file).mode & 0o777).toString(8)),
    ['600', '600'],
  );
}
