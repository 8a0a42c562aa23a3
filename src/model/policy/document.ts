// A policy document as parsed: the Graph JSON without its dialects. Knows no catalog. Pure.

import type { PolicyId } from '../ids.js';

export type PolicyPlatform = 'windows10' | 'macOS' | 'linux';

/** One mistake, with the JSON path where it is and what was expected there. */
export interface Mistake {
  /** E.g. `$.settings[3].settingInstance.choiceSettingValue.value`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export interface PolicyDocument {
  /** From the document; a hand-built body has none. */
  readonly id: PolicyId | undefined;
  readonly name: string;
  readonly description: string;
  /** As written: other platforms than ours occur and are refused by the channel check, not by the parser. */
  readonly platforms: string;
  readonly technologies: readonly string[];
  readonly template: { readonly id: string; readonly version: number | undefined; readonly family: string };
  readonly settings: readonly Instance[];
  /** Every mistake, those of `mistaken` settings among them; the rest of the document stands. */
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly Mistake[];
}

/** A setting instance. `path` is the JSON path of the instance in the document. */
export type Instance =
  | { readonly kind: 'choice'; readonly id: string; readonly path: string; readonly choice: Choice }
  | {
      readonly kind: 'choice-collection';
      readonly id: string;
      readonly path: string;
      readonly choices: readonly Choice[];
    }
  | { readonly kind: 'simple'; readonly id: string; readonly path: string; readonly value: Simple }
  | {
      readonly kind: 'simple-collection';
      readonly id: string;
      readonly path: string;
      readonly values: readonly Simple[];
    }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly path: string;
      readonly children: readonly Instance[];
    }
  | {
      readonly kind: 'group-collection';
      readonly id: string;
      readonly path: string;
      readonly items: readonly (readonly Instance[])[];
    }
  /**
   * A setting that could not be read, left in its place: it is still reported, and a record (a firewall rule, an
   * exclusion) that holds one is known to be incomplete. `id` is empty where the document gave none.
   */
  | {
      readonly kind: 'mistaken';
      readonly id: string;
      readonly path: string;
      readonly mistakes: readonly Mistake[];
    };

/** `option` is the whole choice id, e.g. `linux_mdatp_managed_cloudservice_enabled_true`. */
export interface Choice {
  readonly option: string;
  readonly children: readonly Instance[];
}

export type Simple =
  | { readonly type: 'string'; readonly value: string }
  /** Also where the document wrote the integer as a string of digits and said it is an integer. */
  | { readonly type: 'integer'; readonly value: number }
  | {
      readonly type: 'secret';
      readonly state: 'notEncrypted' | 'encryptedValueToken' | 'invalid';
      readonly value: string;
    }
  | { readonly type: 'reference'; readonly value: string };
