// The scope of enforcement as chosen; what nobody chose is as in a new tenant.

import type { DeviceKind, Scope } from '../scope.js';
import { choicesOf, DEVICE_KINDS, INITIAL_SCOPE } from '../scope.js';
import type { Store } from './database.js';
import { raiseGeneration } from './tenants.js';

type Switch = 'enforcement' | 'configmgr-authority';

export async function readScope(store: Store): Promise<Scope> {
  const chosen = await store.selectFrom('scope_choice').selectAll().execute();
  const switches = await store.selectFrom('tenant_switch').selectAll().execute();
  const isOn = (name: Switch, initially: boolean): boolean =>
    switches.find((each) => each.name === name)?.is_on === 1 ||
    (initially && !switches.some((each) => each.name === name));
  const valid = chosen.filter(({ kind, choice }) =>
    DEVICE_KINDS.some((known) => known === kind && choicesOf(known).includes(choice)),
  );
  const choices = Object.fromEntries(valid.map(({ kind, choice }) => [kind, choice]));
  return {
    allowed: isOn('enforcement', INITIAL_SCOPE.allowed),
    configMgrAuthority: isOn('configmgr-authority', INITIAL_SCOPE.configMgrAuthority),
    choices: { ...INITIAL_SCOPE.choices, ...choices },
  };
}

export async function saveChoice(store: Store, kind: DeviceKind, choice: string): Promise<void> {
  await store
    .insertInto('scope_choice')
    .values({ kind, choice })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet({ choice }))
    .execute();
  await raiseGeneration(store);
}

export async function saveSwitch(store: Store, name: Switch, on: boolean): Promise<void> {
  const is_on = on ? 1 : 0;
  await store
    .insertInto('tenant_switch')
    .values({ name, is_on })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ is_on }))
    .execute();
  await raiseGeneration(store);
}
