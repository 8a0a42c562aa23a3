// The form of a catalog row: one setting of one platform, as data. Pure; the rows are JSON under catalog/.

import type { SettingKey } from '../ids.js';
import type { Scalar, Value } from '../value.js';

export type OsName = 'windows' | 'macos' | 'linux';

export type Confidence = 'seen' | 'documented' | 'inferred';

/** A profile that the channel knows: its template and whether it is carried. */
export interface Profile {
  readonly key: string;
  readonly os: OsName;
  readonly name: string;
  /** Template GUID without the `_N` version. */
  readonly templateId: string;
  readonly family: string;
  readonly carried: boolean;
  readonly why?: string;
}

export interface CatalogRow {
  readonly key: SettingKey;
  /** Null where the vendor has no setting definition id: such a row is shown and read, no policy can set it. */
  readonly id: string | null;
  readonly os: OsName;
  readonly name: string;
  readonly profiles: readonly string[];
  readonly kind: RowKind;
  /** Key of the row that holds this one: a list for its item fields, a choice for its children, else null. */
  readonly parent: SettingKey | null;
  /** For a choice: each option id suffix (several where sources disagree) with the value that is written. */
  readonly choices?: readonly RowChoice[];
  readonly range?: readonly [min: number, max: number];
  /** Of a string, and of each string of a list: a regular expression (flag `u`) that the whole value must match. */
  readonly pattern?: string;
  /** What `pattern` asks for, in words that end the sentence "expected ...". */
  readonly patternMeaning?: string;
  readonly maxItems?: number;
  /** For a list: the order of its entries counts. Absent: it is a set. */
  readonly ordered?: boolean;
  /** For a list of texts: one entry of a policy may hold several, joined by this. */
  readonly splitAt?: string;
  /** For texts and lists of them: how two may differ in writing and still be the same. */
  readonly sameText?: SameText;
  /** For a field: what it holds. */
  readonly holds?: 'choice' | 'choice-list' | 'integer' | 'string' | 'string-list';
  /** For a field: an item without it is refused, where its `requires` hold. */
  readonly required?: boolean;
  /** For `items`: how two entries may differ in writing and still be the same entry. */
  readonly sameItem?: SameItem;
  readonly default: Value | null;
  readonly merge: Merge;
  readonly tamper: 'guarded' | 'unguarded' | 'unknown';
  readonly channel: Channel;
  /**
   * `os`: of the system itself, on Windows a build; `server`: of a server, where it is another one. `mdm`: the build
   * from which MDM carries the setting, which says nothing of the place where we write; what is read back decides.
   */
  readonly minimum: {
    readonly agent?: string;
    readonly os?: string;
    readonly server?: string;
    readonly mdm?: string;
  };
  /** Conditions on other rows without which this one has no effect. `or`: further values that will do. */
  readonly requires: readonly {
    readonly key: SettingKey;
    readonly equals: Scalar;
    readonly or?: readonly Scalar[];
  }[];
  readonly csp: string | null;
  /** Several homes are tried in this order (Windows: policy key, then none). Empty: cannot be written. */
  readonly write: readonly WriteHome[];
  readonly read: ReadBack;
  readonly restart: 'none' | 'daemon' | 'reboot';
  readonly deprecated: boolean;
  readonly source: Readonly<Record<string, string>>;
  readonly confidence: Readonly<Record<'id' | 'write' | 'read' | string, Confidence>>;
  readonly notes: readonly string[];
}

export type RowKind =
  | 'choice'
  | 'choice-list'
  | 'integer'
  | 'string'
  | 'string-list'
  /** A list of records; its fields are rows of kind `field` with this row as parent. */
  | 'items'
  /** One record with fixed children (Windows: a group collection with one item, e.g. the ASR rules). */
  | 'group'
  /** Its value is never shown, logged or reported: a policy's value is a fingerprint, the text goes apart. */
  | 'secret'
  /** A field of an item; `choices`, `range` and `pattern` apply to it, `write` names the field. */
  | 'field'
  /** A section of the managed file; never set itself. */
  | 'section';

export interface RowChoice {
  /** Suffixes after the definition id, with their underscore, e.g. `_true`, or `_excludedPath` and `_0`. */
  readonly suffixes: readonly string[];
  readonly value: Scalar;
  readonly meaning: string;
  /** Agent version from which this option exists, where later than the row's own. */
  readonly minimumAgent?: string;
  /** The format knows the option and this setting may not hold it: why. A policy that asks for it is refused so. */
  readonly refused?: string;
  /** In a list of choices: it says all by itself ("none", "all"), and stands with no other. */
  readonly alone?: boolean;
}

export interface SameText {
  /** Capitals do not count: paths, names and numbers in the registry of Windows. */
  readonly caseless?: boolean;
  /** A leading dot does not count. */
  readonly dotless?: boolean;
}

export interface SameItem {
  /** What the absence of a field means. */
  readonly absentIs: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  /** Fields whose leading dot does not count, e.g. a file extension. */
  readonly dotless: readonly string[];
  /** Fields whose slashes at the end do not count, e.g. the path of a folder. */
  readonly slashless?: readonly string[];
  /** Lists that hold all of these say the same as an absent field. */
  readonly whole?: Readonly<Record<string, readonly Scalar[]>>;
  /** Fields in which capitals do not count. */
  readonly caseless?: readonly string[];
}

/** `conflict`: different values hold the setting back. `keyed`: like union, one entry for each value of `by`. */
export type Merge =
  | { readonly rule: 'conflict' }
  | { readonly rule: 'union' }
  | { readonly rule: 'replace' }
  | { readonly rule: 'keyed'; readonly by: string }
  | { readonly rule: 'deliver-all'; readonly by: string };

export type Channel = { readonly carried: true } | { readonly carried: false; readonly why: string };

/**
 * Where a value is written. `map` gives, for each catalog value as text, what is stored there (inverted
 * polarity, `guid=number`); without a map the value itself is stored.
 */
export type WriteHome =
  | { readonly by: 'json-file'; readonly file: string; readonly path: readonly string[] }
  | { readonly by: 'item-field'; readonly field: string }
  | {
      readonly by: 'registry';
      readonly root: string;
      readonly key: string;
      readonly value: string;
      readonly type: 'REG_DWORD' | 'REG_SZ' | 'REG_MULTI_SZ' | 'REG_BINARY';
      readonly map?: Readonly<Record<string, Scalar>>;
      /**
       * How the value of the row is laid out; absent: `value`. `value-per-item`: one registry value for each entry,
       * named by the entry, with the data "0" (`value` is empty). `joined`: the entries in one text, with
       * `delimiter` between them. `flags`: the numbers of `map` together. `asr-rule`: named by the rule's GUID,
       * in whatever case it stands there. `firewall-rule`: one text in the grammar of the store for each entry.
       */
      readonly layout?: 'value' | 'value-per-item' | 'joined' | 'flags' | 'firewall-rule' | 'asr-rule';
      readonly delimiter?: string;
      /** A REG_DWORD that must be 1 beside it, or the system ignores the list; shared by rows that name the same. */
      readonly turnedOnBy?: { readonly key: string; readonly value: string };
      readonly confidence: Confidence;
    }
  | {
      readonly by: 'cmdlet';
      readonly cmdlet: string;
      readonly parameter: string;
      readonly map?: Readonly<Record<string, Scalar>>;
    }
  | {
      readonly by: 'mdatp';
      /**
       * For each catalog value as text, the arguments of the commands that set it, in order. `*` stands for every
       * other value, and `{value}` in an argument for the value itself. What is missing only a profile can set.
       */
      readonly set: Readonly<Record<string, readonly (readonly string[])[]>>;
      /** For a list: how one entry goes in and out; the first form that fits it counts. */
      readonly entries?: readonly MdatpEntry[];
    }
  | { readonly by: 'profile'; readonly domain: string; readonly path: readonly string[] };

/** In an argument `{name}` stands for the field of that name, `{value}` for an entry that is no record. */
export interface MdatpEntry {
  /** What the fields of the entry hold; a field that the entry lacks counts as what its absence means. */
  readonly when?: Readonly<Record<string, Scalar>>;
  /** The field that must be an absolute path for this form. */
  readonly absolute?: string;
  readonly add: readonly string[];
  /** Absent: no command takes such an entry out again. */
  readonly remove?: readonly string[];
}

/** How the system is asked, by another hand than the one that wrote. `map` turns what is read into the catalog value. */
export type ReadBack =
  /** A member of `mdatp health --output json`; `fallback` derives the value where the agent is too old for the member. */
  | {
      readonly by: 'health';
      readonly member: string;
      readonly map?: Readonly<Record<string, Scalar>>;
      readonly fallback?: readonly {
        readonly value: Scalar;
        readonly when: Readonly<Record<string, Scalar>>;
      }[];
    }
  /** A line of the text table of `mdatp health --details GROUP`. */
  | {
      readonly by: 'health-details';
      readonly group: string;
      readonly field: string;
      readonly map?: Readonly<Record<string, Scalar>>;
    }
  | { readonly by: 'exclusion-list'; readonly scope: 'epp' | 'global' }
  | { readonly by: 'threat-allowed-list' }
  | { readonly by: 'device-tags' }
  /** A property of what a cmdlet returns; of the firewall's, from the ActiveStore. Enumerations by their names. */
  | {
      readonly by: 'cmdlet';
      readonly cmdlet: string;
      readonly property: string;
      /** `Name` of the object, where the cmdlet returns several (firewall profiles). */
      readonly instance?: string;
      /** The entry of the list `property` beside the entry of the list `list` that is `id`, in whatever case. */
      readonly beside?: { readonly list: string; readonly id: string };
      /** `minutes-of-day`: a time of day or a span that the catalog gives in minutes after midnight. */
      readonly as?: 'minutes-of-day';
      /** The property is one text in which the entries are joined so. */
      readonly delimiter?: string;
      readonly map?: Readonly<Record<string, Scalar>>;
    }
  /** Our rules as the firewall has them in force, in the fields of the row. */
  | { readonly by: 'firewall-rules' }
  /**
   * A value that the product keeps for itself, elsewhere than where we write. `confirms`: when it is this, what is
   * stored is in force; otherwise nothing of the setting is.
   */
  | {
      readonly by: 'registry';
      readonly root: string;
      readonly key: string;
      readonly value: string;
      readonly map?: Readonly<Record<string, Scalar>>;
      readonly confirms?: Scalar;
    }
  | { readonly by: 'none'; readonly why: string };
